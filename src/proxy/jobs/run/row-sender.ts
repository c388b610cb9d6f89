import { jobKind } from '#contract/api/jobs.ts'
import { isAboutChat } from '#proxy/jobs/plan/chat-plan.ts'
import { isAboutVariable } from '#proxy/jobs/plan/variable-plan.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { visibleSource } from '#proxy/sources/visible-source.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { sendChanges } from './change-run.ts'
import { sendChats } from './chat-run.ts'
import { sendCreates } from './create-run.ts'
import { sendStatus } from './status-run.ts'
import { visibilityIn, type RunContext } from './run-context.ts'
import type { SendEnd } from './send-result.ts'
import { sendVariables } from './variable-run.ts'

/**
 * Sends rows as the user who requested the job: contacts that this user may not see do not exist for the
 * job either.
 */
export async function sendRows(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const source = visibleSource(context.source, await visibilityIn(context, job))
  return senderOf(job, rows[0])({ ...context, source }, job, rows)
}

/** The function that sends rows of this kind; all rows of a job are of the same kind. */
function senderOf(job: StoredJob, first: RunRow | undefined) {
  switch (jobKind.parse(job.kind)) {
    case 'create':
      return sendCreates
    case 'status':
      return sendStatus
    case 'edit':
    case 'link':
    case 'chats':
    case 'undo':
      if (isAboutVariable(first)) return sendVariables
      return isAboutChat(first, job) ? sendChats : sendChanges
  }
}
