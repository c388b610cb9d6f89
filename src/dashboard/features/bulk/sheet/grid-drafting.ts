import type { ContactDraft, FieldWrite } from '#contract/api/writes.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import type { GridContext } from './grid-columns.ts'
import type { Inputs } from './grid-rows.ts'

/** All filled values as a contact to create. */
export function toDraft(inputs: Inputs, context: GridContext): ContactDraft {
  const { createsOrUpdates = false } = context.source.capabilities.writes ?? {}
  const tags = itemsOf(inputs.tags).map(({ value }) => value)
  const responsible = selectedOf(inputs.responsible)
  const fields = fieldsOf(inputs, context)
  const identity = identityOf(inputs, context)
  return {
    ...textOf('name', inputs),
    ...textOf('firstName', inputs),
    ...textOf('lastName', inputs),
    ...contactPointsOf('phones', inputs),
    ...contactPointsOf('emails', inputs),
    ...(responsible !== undefined && { responsible }),
    ...(fields.length > 0 && { fields }),
    // An existing contact keeps its tags.
    ...(tags.length > 0 && { tags: createsOrUpdates ? { add: tags } : { set: tags } }),
    ...(identity && { identity }),
  }
}

function textOf(key: 'name' | 'firstName' | 'lastName', inputs: Inputs) {
  const input = inputs[key]
  return input?.kind === 'text' && input.text !== '' ? { [key]: input.text } : {}
}

export const itemsOf = (input: FieldInput | undefined) =>
  input?.kind === 'contactPoints' ? input.items : []

export const selectedOf = (input: FieldInput | undefined) =>
  input?.kind === 'options' ? input.selected[0] : undefined

function contactPointsOf(key: 'phones' | 'emails', inputs: Inputs) {
  const items = itemsOf(inputs[key])
  return items.length === 0
    ? {}
    : { [key]: items.map(({ value, kind }) => ({ value, kind: kind === '' ? null : kind })) }
}

function fieldsOf(inputs: Inputs, { columns, timeZone }: GridContext): FieldWrite[] {
  return columns.flatMap(({ key, definition: { id } }) => {
    const input = key.startsWith('fields.') ? inputs[key] : undefined
    const values = input && toFieldValues(input, timeZone)
    return values ? [{ id, values }] : []
  })
}

function identityOf(inputs: Inputs, { source }: GridContext): ContactDraft['identity'] {
  const { messengers } = source.capabilities
  const bot = selectedOf(inputs['identity.bot'])
  const asked = messengers[selectedOf(inputs['identity.messenger']) ?? -1]
  const id = inputs['identity.id']
  if (bot === undefined || !asked) return undefined
  const isKnownById = asked !== 'whatsapp' && id?.kind === 'text' && id.text !== ''
  return { bot, messenger: asked, ...(isKnownById && { id: id.text }) }
}
