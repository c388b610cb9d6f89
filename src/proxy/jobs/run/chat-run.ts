import { randomUUID } from 'node:crypto'
import { issueOfReason } from '#proxy/jobs/store/stored-results.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { requirePart, type ChatWriteResult } from '#proxy/sources/source.ts'
import { chatChangedTo, chatIntentOf, planChatRow } from '#proxy/jobs/plan/chat-plan.ts'
import { rejectedWith } from '#proxy/jobs/plan/change-plan.ts'
import { finishSend } from './create-run.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { afterFailure, callOf, recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { endOf, type SendEnd } from './send-result.ts'
import type { Compared } from './sent-comparison.ts'

/**
 * Reads the contacts of chats that were sent without a clear response. Rejects if the source cannot be
 * queried.
 */
export async function compareChats(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<Compared> {
  const { readChats } = requirePart(context.source.chats, 'chats')
  const chats = rows.flatMap((row) => chatIntentOf(row)?.chat ?? [])
  const linked = await readChats(chats, callOf(context, job))
  const compared: Compared = { updates: [], absent: [] }
  for (const row of rows) {
    const plan = planChatRow(row, linked)
    if ('update' in plan) compared.updates.push(plan.update)
    else compared.absent.push(row)
  }
  return compared
}

/**
 * Links the chats of some rows in one request, after reading their current contacts: a chat that
 * has moved since it was displayed is a conflict. A row whose response was lost is compared in the
 * same way.
 */
export async function sendChats(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source } = context
  const call = callOf(context, job)
  const { readChats, linkChats } = requirePart(source.chats, 'chats')
  let planned
  try {
    const chats = rows.flatMap((row) => chatIntentOf(row)?.chat ?? [])
    const linked = await readChats(chats, call)
    planned = rows.map((row) => planChatRow(row, linked))
  } catch (error) {
    // Nothing has been sent, because reading comes first.
    if (error instanceof SourceError)
      return error.failure === 'forbidden'
        ? afterFailure(context, job.id, rows, error)
        : { is: 'blocked', error }
    return endOf(error)
  }
  const moves = planned.flatMap((plan) => ('move' in plan ? [plan.move] : []))
  await recordResults(
    context,
    job.id,
    planned.flatMap((plan) => ('update' in plan ? [plan.update] : [])),
  )
  if (moves.length === 0) return { is: 'done' }
  const sent = moves.map(({ row, chat, contact, base }) => ({
    row,
    base: JSON.stringify({ chat: base }),
    after: JSON.stringify({ chat: { chat, contact } }),
  }))
  await store.beginSend(job.id, sent, { chunk: randomUUID(), cursor: undefined })
  const sentRows = moves.map(({ row }) => row)
  let results: ChatWriteResult[]
  try {
    results = await linkChats(moves, call)
  } catch (error) {
    return afterFailure(context, job.id, sentRows, error)
  }
  const updates = moves.flatMap(({ row, contact: id }, index): RowUpdate[] => {
    const result = results[index]
    if (result?.status === 'rejected')
      return [{ row, result: rejectedWith(...result.reasons.map(issueOfReason)) }]
    if (result?.status !== 'linked') return []
    const { base, after } = sent[index] ?? {}
    return [
      { row, result: chatChangedTo(id), contactId: id, base: base ?? null, after: after ?? null },
    ]
  })
  return finishSend(context, job, sentRows, updates)
}
