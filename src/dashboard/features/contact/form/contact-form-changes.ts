import { messenger as knownMessenger } from '#contract/api/sources.ts'
import type { ContactDraft, ContactEdit } from '#contract/api/writes.ts'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import { diff, type Change } from '#contract/model/change.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'
import { isDraftChanged } from '#dashboard/fields/attribute-draft.ts'
import {
  isNameMade,
  nameOfParts,
  snapshotIn,
  valueIn,
  type FormContext,
  type FormValues,
} from './contact-form-values.ts'

/** The attributes that the form edits, with their initial values. */
export const editedAttributes = ({ attributes }: FormContext, base: FormValues): Attribute[] =>
  attributes.filter((attribute) => isEditable(attribute, valueIn(base, attribute.key)))

/** Only what changed between `base` and `values`. */
function changesIn(values: FormValues, base: FormValues, context: FormContext): Change[] {
  const attributes = editedAttributes(context, base)
  // Contact points are ordered, the first one being preferred: they are sent as a whole list.
  const isLoose = ({ isMany, kind }: Attribute) => isMany && kind !== 'contactPoints'
  const loose = new Set(attributes.filter(isLoose).map(({ key }) => key))
  const changes = diff(snapshotIn(base, attributes), snapshotIn(values, attributes, base), (key) =>
    loose.has(key),
  )
  return isNameMade(values, base)
    ? changes.filter(({ attribute }) => attribute !== 'name')
    : changes
}

/** Converts the filled values to a contact to create. */
export function toContactDraft(
  values: FormValues,
  base: FormValues,
  context: FormContext,
): ContactDraft {
  const { bot, id, username } = values.identity
  const asked = knownMessenger.safeParse(values.identity.messenger)
  const identity = bot !== '' &&
    asked.success && {
      bot: Number(bot),
      messenger: asked.data,
      ...(id !== '' && asked.data !== 'whatsapp' && { id: id.trim() }),
      ...(username !== '' && asked.data === 'telegram' && { username }),
    }
  return { changes: changesIn(values, base, context), ...(identity && { identity }) }
}

/** The changes of a contact, with the values on which they are based. */
export function toContactEdit(
  id: number,
  values: FormValues,
  base: FormValues,
  context: FormContext,
): ContactEdit {
  const { bot, username } = values.identity
  const asked = knownMessenger.safeParse(values.identity.messenger)
  const isRenamed = username !== base.identity.username && asked.success
  const changes = changesIn(values, base, context)
  const before: Snapshot = {}
  for (const { attribute } of changes) before[attribute] = valueIn(base, attribute)
  // The name changes with its parts, so that another name set by someone else must be detected.
  if (isNameMade(values, base)) before.name = valueIn(base, 'name')
  return {
    id,
    changes,
    before,
    ...(isRenamed && { identity: { bot: Number(bot), messenger: asked.data, username } }),
  }
}

export const isEmptyEdit = ({ changes, identity }: ContactEdit): boolean =>
  changes.length === 0 && identity === undefined

/** The edit that undoes another one, with the written values as those expected. */
export function inverseEdit(
  { id, changes }: ContactEdit,
  values: FormValues,
  base: FormValues,
): ContactEdit {
  const before: Snapshot = {}
  const inverse = changes.map(({ attribute }): Change => {
    before[attribute] = valueIn(values, attribute, base)
    return changeTo(attribute, valueIn(base, attribute))
  })
  // If both name parts are cleared, the source composes no name: the previous name is written.
  if (isNameMade(values, base) && nameOfParts(base) === '') {
    before.name = { kind: 'text', values: [nameOfParts(values)] }
    inverse.push(changeTo('name', valueIn(base, 'name')))
  }
  return { id, changes: inverse, before }
}

const changeTo = (attribute: AttributeKey, held: Value | null): Change =>
  held === null ? { attribute, clear: true } : { attribute, set: held }

/** Whether there are unsaved changes, including incomplete input. */
export const hasChanges = (values: FormValues, base: FormValues, context: FormContext): boolean =>
  editedAttributes(context, base).some(({ key }) => {
    const draft = values.drafts[key]
    const value = valueIn(values, key, base)
    return draft && isDraftChanged({ ...draft, value }, valueIn(base, key))
  }) || JSON.stringify(values.identity) !== JSON.stringify(base.identity)
