import type { Job } from '#contract/api/jobs.ts'
import { useJobWords } from '#dashboard/domain/job-messages.ts'

/** Why the job of the rows waits; its words are those of the page of jobs. */
export function GridWaiting({ job }: { job: Job }) {
  const words = useJobWords()
  return <p className="text-warning">{words.waiting(job)}</p>
}
