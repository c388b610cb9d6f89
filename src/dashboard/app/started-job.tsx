import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { contactLinks } from './contact-link.tsx'

const JobRun = lazy(async () => ({
  default: (await import('#dashboard/features/jobs/job-run.tsx')).JobRun,
}))

/** A job that a page has just started, followed on that page. */
export const renderStartedJob = (source: string, id: string, onUndo: (id: string) => void) => (
  <Suspense>
    <JobRun
      key={id}
      source={source}
      id={id}
      renderContact={contactLinks(source)}
      renderJobLink={(job, words) => (
        <Link
          to="/$source/jobs/$job"
          params={{ source, job }}
          className="rounded text-accent underline-offset-2 hover:underline"
        >
          {words}
        </Link>
      )}
      onUndo={onUndo}
    />
  </Suspense>
)
