import type { InputIssue } from '#proxy/invalid-input.ts'
import { chatIn, duplicateIssue, type InputKind, type NewRow } from './job-input.ts'
import type { JobStore } from '#proxy/jobs/store/job-store.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'

/** Issues for contacts or chats of a part that earlier parts contain already. */
export async function repeatsOf(
  jobs: JobStore,
  job: StoredJob,
  kind: InputKind,
  rows: NewRow[],
  before: number,
): Promise<InputIssue[]> {
  if (kind === 'chats') {
    const lines = await jobs.chatLines(job, before)
    return rows.flatMap(({ input }, index) => {
      const line = lines.get(chatIn(input) ?? '')
      return line === undefined ? [] : [duplicateIssue(before + index + 1, line, kind)]
    })
  }
  const ids = rows.flatMap(({ contactId }) => contactId ?? [])
  const lines = await jobs.linesOf(job, ids, before)
  return rows.flatMap(({ contactId }, index) => {
    const line = contactId === null ? undefined : lines.get(contactId)
    return line === undefined ? [] : [duplicateIssue(before + index + 1, line)]
  })
}
