import type * as z from 'zod/mini'
import type { createBody, editBody, linkRequest } from '#contract/api/legacy-writes.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { KeyedCreate } from '#proxy/jobs/store/create-keys.ts'
import { requirePart, type Source } from '#proxy/sources/source.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { inputOfVariable } from '#proxy/jobs/plan/variable-plan.ts'
import type { VariableImage } from '#proxy/jobs/store/journal.ts'
import { checkStatus } from './input-checks.ts'
import { hashOf } from './job-orders.ts'
import { rowOfDraft, rowOfEdit, type NewRow } from './job-input.ts'
import { changesOfLinks, draftOfLegacy, editOfLegacy } from './legacy-input.ts'

/** Field definitions needed to read the format of 0.1.0; the planner uses them as well. */
const fieldsOf = ({ reader }: Source) => reader.listFields({ priority: 'person' })

/**
 * The rows for the edits of a request; throws if the source does not support edits, or a contact
 * occurs twice.
 */
export async function readEdits(
  source: Source,
  { items }: z.output<typeof editBody>,
): Promise<NewRow[]> {
  const { writes } = source.info.capabilities
  requirePart(source.writer, 'items')
  if (!writes?.edit) throw new UnsupportedError('items', 'this source does not support it')
  const repeated = items.flatMap(({ id }, index) =>
    items.findIndex((item) => item.id === id) < index
      ? [{ name: `items.${index}.id`, message: 'the contact occurs twice' }]
      : [],
  )
  if (repeated.length > 0) throw new InvalidInputError(repeated)
  if (!writes.checksSeen && items.some((item) => 'seen' in item && item.seen))
    throw new UnsupportedError('seen', 'this source does not report when a contact was changed')
  const definitions = items.every((item) => item.changes) ? [] : await fieldsOf(source)
  return items.map((item) => rowOfEdit(item.changes ? item : editOfLegacy(item, definitions)))
}

/** The rows for the contacts to create; throws if the source does not support creating contacts. */
export async function readCreates(
  source: Source,
  { items }: z.output<typeof createBody>,
): Promise<KeyedCreate[]> {
  requirePart(source.writer, 'items')
  if (!source.info.capabilities.writes?.create)
    throw new UnsupportedError('items', 'this source does not support it')
  const definitions = items.every((item) => item.changes) ? [] : await fieldsOf(source)
  return items.map((item) => {
    const { key, ...draft } = item.changes
      ? item
      : { key: undefined, ...draftOfLegacy(item, definitions) }
    return { row: rowOfDraft(draft), key, hash: hashOf(draft) }
  })
}

/** The edit for link changes of one contact in the format of 0.1.0. */
export function readLinks(
  source: Source,
  id: number,
  links: z.output<typeof linkRequest>,
): NewRow[] {
  requirePart(source.linker, 'link')
  return [rowOfEdit({ id, ...changesOfLinks(links) })]
}

/**
 * The row for the status of one contact; throws if the source has no status, or the text is too
 * long.
 */
export function readStatus(source: Source, id: number, status: string): NewRow {
  requirePart(source.variables, 'status')
  const issues = checkStatus(status, { can: source.info.capabilities, fields: undefined })
  if (issues.length > 0) throw new InvalidInputError(issues)
  return { contactId: id, name: null, input: JSON.stringify({ status }) }
}

/** The row for a variable of one contact; throws if the source has no variables. */
export function readVariable(source: Source, id: number, variable: VariableImage): NewRow {
  requirePart(source.variables, 'variables')
  return { contactId: id, name: null, input: inputOfVariable(variable) }
}
