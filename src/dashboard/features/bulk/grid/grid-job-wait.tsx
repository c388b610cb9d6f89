import type { Job } from '#contract/api/jobs.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'

/** Why the job of the rows waits; its words are those of the page of jobs. */
export function GridJobWait({ job }: { job: Job }) {
  const messages = useJobMessages()
  return <p className="text-warning">{messages.waiting(job)}</p>
}
