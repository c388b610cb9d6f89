import { Suspense } from 'react'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const JobRun = lazyPart(() => import('#dashboard/features/jobs/job-run.tsx'), 'JobRun')

/** A job that a page has just started, followed on that page. */
export const renderStartedJob = (source: string, id: string, onUndo: (id: string) => void) => (
  <Suspense>
    <JobRun key={id} source={source} id={id} onUndo={onUndo} />
  </Suspense>
)
