import { lazy, Suspense } from 'react'

const JobRun = lazy(async () => ({
  default: (await import('#dashboard/features/jobs/job-run.tsx')).JobRun,
}))

/** A job that a page has just started, followed on that page. */
export const renderStartedJob = (source: string, id: string, onUndo: (id: string) => void) => (
  <Suspense>
    <JobRun key={id} source={source} id={id} onUndo={onUndo} />
  </Suspense>
)
