import { messenger as knownMessenger } from '#contract/api/sources.ts'
import type { ContactDraft, ContactPatch, FieldWrite } from '#contract/api/writes.ts'
import { isFilled, isChanged, toFieldValues } from '#dashboard/fields/field-writing.ts'
import {
  fieldKey,
  isNameMade,
  ownFields,
  type FormContext,
  type FormValues,
} from './contact-form-values.ts'

/** All filled values as a contact to create. */
export function toContactDraft(
  values: FormValues,
  base: FormValues,
  context: FormContext,
): ContactDraft {
  const {
    identity: _identity,
    tags: _tags,
    id: _id,
    ...rest
  } = toContactPatch(0, values, base, context)
  const { bot, id, username } = values.identity
  const asked = knownMessenger.safeParse(values.identity.messenger)
  const { createsOrUpdates = false } = context.source.capabilities.writes ?? {}
  return {
    ...rest,
    ...(values.tags.length > 0 && {
      // An existing contact keeps its tags.
      tags: createsOrUpdates ? { add: values.tags } : { set: values.tags },
    }),
    ...(bot !== '' &&
      asked.success && {
        identity: {
          bot: Number(bot),
          messenger: asked.data,
          ...(id !== '' && asked.data !== 'whatsapp' && { id: id.trim() }),
          ...(username !== '' && asked.data === 'telegram' && { username }),
        },
      }),
  }
}

/** What changed between `base` and `values`; only the id where nothing did. */
export function toContactPatch(
  id: number,
  values: FormValues,
  base: FormValues,
  context: FormContext,
): ContactPatch {
  const tags = tagChange(values.tags, base.tags)
  const fields = fieldChanges(values, base, context)
  const changed = (key: 'name' | 'firstName' | 'lastName') => values[key] !== base[key]
  const { bot, username } = values.identity
  const asked = knownMessenger.safeParse(values.identity.messenger)
  return {
    id,
    ...(changed('name') && !isNameMade(values, base) && { name: values.name }),
    ...(changed('firstName') && { firstName: values.firstName }),
    ...(changed('lastName') && { lastName: values.lastName }),
    ...(values.responsible !== base.responsible &&
      values.responsible !== '' && { responsible: Number(values.responsible) }),
    ...contactPointChange('phones', values, base),
    ...contactPointChange('emails', values, base),
    ...(fields.length > 0 && { fields }),
    ...(tags && { tags }),
    ...(username !== base.identity.username &&
      asked.success && { identity: { bot: Number(bot), messenger: asked.data, username } }),
  }
}

/** The keys of a patch besides the id. */
export const isEmptyPatch = ({ id: _id, ...patch }: ContactPatch): boolean =>
  Object.keys(patch).length === 0

const toContactPoints = (items: FormValues['phones']) =>
  items.filter(isFilled).map(({ value, kind }) => ({ value, kind: kind === '' ? null : kind }))

function contactPointChange(key: 'phones' | 'emails', values: FormValues, base: FormValues) {
  const [now, before] = [toContactPoints(values[key]), toContactPoints(base[key])]
  return JSON.stringify(now) === JSON.stringify(before) ? {} : { [key]: now }
}

/** Others may change tags at the same time: only additions and removals are sent. */
function tagChange(now: string[], before: string[]) {
  const add = now.filter((tag) => !before.includes(tag))
  const remove = before.filter((tag) => !now.includes(tag))
  if (add.length + remove.length === 0) return undefined
  return { ...(add.length > 0 && { add }), ...(remove.length > 0 && { remove }) }
}

function fieldChanges(
  values: FormValues,
  base: FormValues,
  { definitions, timeZone }: FormContext,
): FieldWrite[] {
  return ownFields(definitions).flatMap(({ id }) => {
    const [now, before] = [values.fields[fieldKey(id)], base.fields[fieldKey(id)]]
    // A draft may have a deleted field and lack a new one.
    if (!now || !before || now.kind === 'readonly' || now.kind !== before.kind) return []
    if (!isChanged(now, before, timeZone)) return []
    return [{ id, values: toFieldValues(now, timeZone) }]
  })
}

/** Whether there are unsaved changes; incomplete input counts, too. */
export const hasChanges = (values: FormValues, base: FormValues, context: FormContext): boolean =>
  !isEmptyPatch(toContactPatch(0, values, base, context)) ||
  JSON.stringify(values.identity) !== JSON.stringify(base.identity)
