import type { FieldDefinition } from '#contract/api/fields.ts'
import type { ContactPatch, Link } from '#contract/api/writes.ts'
import type { SourceSnapshot } from '#proxy/sources/source.ts'
import { planEdit } from './edit-plan.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { fieldsIn, joinImages, readImage, type Image } from '#proxy/jobs/store/journal.ts'
import { planLinks } from './link-plan.ts'
import { rejectedWith } from '#proxy/jobs/run/run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { intentOf } from './row-intent.ts'

/** A row with something to send, with its contact as just read. */
export type Change = {
  row: RunRow
  snapshot: SourceSnapshot
  patch: ContactPatch | null
  link: Link[]
  unlink: Link[]
  base: Image
  after: Image
}

/**
 * Plans a row against the current contact: a result without sending, or a change to send. A row that
 * cannot be interpreted is rejected by itself, or it would block all rows after it.
 */
export function planRow(...args: Parameters<typeof plannedRow>): ReturnType<typeof plannedRow> {
  try {
    return plannedRow(...args)
  } catch {
    const message = 'Kartoteka cannot interpret this row'
    const result = rejectedWith({ field: null, code: 'internal', message })
    return { update: { row: args[0], result } }
  }
}

function plannedRow(
  row: RunRow,
  job: StoredJob,
  snapshot: SourceSnapshot | undefined,
  definitions: FieldDefinition[],
): { update: RowUpdate } | { change: Change } {
  if (!snapshot) {
    const message = 'there is no such contact'
    return { update: { row, result: rejectedWith({ field: 'id', code: 'not_found', message }) } }
  }
  const { detail, links } = snapshot
  const { name } = detail
  const intent = intentOf(row, job)
  const plan =
    intent.kind === 'edit'
      ? planEdit(intent.row, detail, definitions)
      : planLinks(intent.intents(links), links)
  const unwritable = intent.kind === 'edit' ? intent.unwritable : []
  const reasons = [
    ...plan.reasons,
    ...unwritable.map((field) => ({
      field,
      code: 'unsupported',
      message: 'cannot be written again',
    })),
  ]
  if (reasons.length > 0) return { update: { row, result: rejectedWith(...reasons), name } }
  const { conflicts } = plan
  if (conflicts.length > 0)
    return { update: { row, result: { outcome: 'conflict', id: detail.id, conflicts }, name } }
  if (plan.fields.length === 0) return { update: unchanged(row, snapshot) }
  const isEdit = 'patch' in plan
  const base: Image = isEdit ? { contact: plan.base } : { links: plan.base }
  const after: Image = isEdit ? { contact: plan.after } : { links: plan.after }
  return {
    change: {
      row,
      snapshot,
      patch: isEdit ? plan.patch : null,
      link: isEdit ? [] : plan.link,
      unlink: isEdit ? [] : plan.unlink,
      // Of a row that was sent before, the first image is what it was before us.
      base: joinImages(readImage(row.base), base),
      after: joinImages(after, readImage(row.after) ?? after),
    },
  }
}

/** Nothing is left to do: the contact was so already, or an earlier send has taken effect. */
function unchanged(row: RunRow, { detail }: SourceSnapshot): RowUpdate {
  const { id, name, updatedAt } = detail
  const sent = readImage(row.after)
  if (!sent) return { row, result: { outcome: 'unchanged', id }, name }
  return { row, result: { outcome: 'changed', id, fields: fieldsIn(sent), updatedAt }, name }
}
