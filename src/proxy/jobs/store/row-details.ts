import * as z from 'zod/mini'
import type { AuditAction, AuditDetail } from '#contract/api/audit.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import { contactDraft } from '#contract/api/writes.ts'
import { applyChange, keysOf } from '#contract/model/change.ts'
import { readImage, type Image } from './journal.ts'
import type { StoredJob } from './job-view.ts'
import type { RunRow } from './run-reads.ts'

/** What a row writes: its journal, or its input where nothing was there before. */
export type WrittenRow = Pick<RunRow, 'input' | 'base' | 'after'>

/**
 * What a row has written or may have written, before and after; from its journal, or from its input
 * where there is no journal. Without `before`, nobody has read it.
 */
export function detailsOf(
  job: Pick<StoredJob, 'kind' | 'shared'>,
  row: WrittenRow,
  result: RowResult | undefined,
): AuditDetail[] {
  const [base, after] = [readImage(row.base), readImage(row.after)]
  if (after) return detailsOfImages(base, after)
  switch (job.kind) {
    case 'create':
      return detailsOfDraft(row.input, result)
    case 'status':
      return detailsOfStatus(row.input ?? job.shared)
    default:
      return []
  }
}

function detailsOfImages(base: Image | undefined, after: Image): AuditDetail[] {
  if ('chat' in after) {
    const before = base && 'chat' in base ? { before: base.chat.contact } : {}
    const { chat, contact } = after.chat
    return [{ attribute: 'chat', name: chat, ...before, after: contact }]
  }
  if ('variable' in after) {
    const before = base && 'variable' in base ? { before: base.variable.value } : {}
    const { name, value } = after.variable
    return [{ attribute: 'variable', name, ...before, after: value }]
  }
  const was = base && 'snapshot' in base ? base.snapshot : {}
  const is = after.snapshot
  return keysOf(is).map((attribute) => ({
    attribute,
    ...(attribute in was && { before: was[attribute] ?? null }),
    after: is[attribute] ?? null,
  }))
}

/** A contact that was created had nothing before; one that existed already was not read. */
function detailsOfDraft(input: string | null, result: RowResult | undefined): AuditDetail[] {
  const draft = z.safeParse(contactDraft, input === null ? undefined : JSON.parse(input)).data
  const isNew = result?.outcome !== 'changed'
  return (draft?.changes ?? []).flatMap((change): AuditDetail[] => {
    const after = applyChange(change, null)
    if (after === null) return []
    return [{ attribute: change.attribute, ...(isNew && { before: null }), after }]
  })
}

const statusInput = z.object({ status: z.string() })

function detailsOfStatus(text: string | null): AuditDetail[] {
  const read = z.safeParse(statusInput, text === null ? undefined : JSON.parse(text)).data
  return read ? [{ attribute: 'status', after: read.status }] : []
}

const links = new Set(['company', 'leads', 'customers', 'catalogElements'])

/** What kind of write the details are. */
export function actionOf(
  job: Pick<StoredJob, 'kind'>,
  details: AuditDetail[],
  result: RowResult | undefined,
): AuditAction {
  if (job.kind === 'undo') return 'undo'
  if (job.kind === 'create') return result?.outcome === 'changed' ? 'contactEdit' : 'contactCreate'
  if (job.kind === 'chats') return 'chatLink'
  if (job.kind === 'status') return 'statusSet'
  if (details.some(({ attribute }) => attribute === 'variable')) return 'variableSet'
  const isOfLinks = details.length > 0 && details.every(({ attribute }) => links.has(attribute))
  return isOfLinks || job.kind === 'link' ? 'contactLink' : 'contactEdit'
}
