import type { ContactSnapshot, EditRow, JobPatch } from '#contract/api/job-rows.ts'
import type { ContactPoint } from '#contract/api/contacts.ts'
import type { FieldWrite } from '#contract/api/writes.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import type { GridContext } from './grid-columns.ts'
import { selectedOf, itemsOf } from './grid-drafting.ts'
import type { Inputs, Seen } from './grid-rows.ts'

/** The changes of a contact and the values they are based on, for conflict detection. */
export const toEditRow = (seen: Seen, inputs: Inputs, context: GridContext): EditRow => ({
  id: seen.id,
  patch: toPatch(seen, inputs, context),
  before: beforeOf(seen, inputs),
})

/** `inputs` holds the changed columns and no others. */
export function toPatch(seen: Seen, inputs: Inputs, context: GridContext): JobPatch {
  const { name, phones, emails, responsible, tags } = inputs
  const person = selectedOf(responsible)
  const fields = context.columns.flatMap(({ key, definition: { id } }): FieldWrite[] => {
    const input = key.startsWith('fields.') ? inputs[key] : undefined
    return input ? [{ id, values: toFieldValues(input, context.timeZone) }] : []
  })
  return {
    ...(name?.kind === 'text' && { name: name.text }),
    ...(phones && { phones: { set: contactPointsOf(phones) } }),
    ...(emails && { emails: { set: contactPointsOf(emails) } }),
    ...(person !== undefined && { responsible: person }),
    ...(tags && { tags: tagsBetween(textsOf(seen.inputs.tags), textsOf(tags)) }),
    ...(fields.length > 0 && { fields }),
  }
}

function beforeOf({ image }: Seen, inputs: Inputs): ContactSnapshot {
  const changed = (image.fields ?? []).filter(({ id }) => inputs[`fields.${id}`])
  return {
    ...(inputs.name && { name: image.name }),
    ...(inputs.phones && { phones: image.phones }),
    ...(inputs.emails && { emails: image.emails }),
    ...(inputs.responsible && { responsible: image.responsible }),
    ...(inputs.tags && { tags: image.tags }),
    ...(changed.length > 0 && { fields: changed }),
  }
}

const contactPointsOf = (input: FieldInput): ContactPoint[] =>
  itemsOf(input).map(({ value, kind }) => ({ value, kind: kind === '' ? null : kind }))

const textsOf = (input: FieldInput | undefined): string[] =>
  itemsOf(input).map(({ value }) => value)

/** Others may change tags at the same time: only additions and removals are sent. */
const tagsBetween = (before: string[], now: string[]) => ({
  add: now.filter((tag) => !before.includes(tag)),
  remove: before.filter((tag) => !now.includes(tag)),
})
