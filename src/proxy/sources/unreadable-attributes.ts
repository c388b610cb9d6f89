import type { ContactDetail, UnreadableRow } from '#contract/api/contacts.ts'
import type { ContactField } from '#contract/api/fields.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { backedKey, type FieldDefinition } from '#contract/model/field-definition.ts'
import type { Rows, Unreadable } from '#contract/upstream/lenient.ts'
import { amoTextNames, textOwners } from './amo-text-names.ts'

/** A custom field as read, and whether a part of it could not be read. */
export type ReadField = { field: ContactField; isUnreadable: boolean }

type Reading = {
  /** The parts of the contact's row that could not be read. */
  unreadable: Unreadable[]
  /** The attributes stored in each key of the row. */
  owners: Record<string, AttributeKey[]>
  /** Path of the custom fields in the row. */
  fieldsPath: string
  fields: ReadField[]
  definitions: readonly FieldDefinition[]
}

/**
 * The attributes whose value at the source could not be read completely; a write would overwrite
 * unseen data.
 */
export function unreadableAttributes(reading: Reading): ContactDetail['unreadable'] {
  const { unreadable, owners, fieldsPath, fields, definitions } = reading
  if (unreadable.length === 0 && !fields.some(({ isUnreadable }) => isUnreadable)) return []
  // Tags are identified by name; their IDs are never written.
  const paths = unreadable.map(({ path }) => path).filter((path) => !/tags\.[^.]+\.id$/.test(path))
  const keys = new Set<AttributeKey>()
  for (const [owner, attributes] of Object.entries(owners))
    if (paths.some((path) => isWithin(path, owner) || isWithin(owner, path)))
      for (const key of attributes) keys.add(key)
  for (const { field, isUnreadable } of fields)
    if (isUnreadable) for (const key of keysOf(field)) keys.add(key)
  // A field without an ID may be any of the fields that were not read.
  const depth = depthOf(fieldsPath) + 1
  const isFieldLost = paths.some(
    (path) => isWithin(fieldsPath, path) || (isWithin(path, fieldsPath) && depthOf(path) === depth),
  )
  const seen = new Set(fields.flatMap(({ field }) => keysOf(field)))
  if (isFieldLost)
    for (const key of [...definitions.flatMap(keysOf), ...backedKey.options])
      if (!seen.has(key)) keys.add(key)
  return [...keys]
}

const keysOf = ({ id, role }: Pick<ContactField, 'id' | 'role'>): AttributeKey[] => [
  fieldKey(id),
  ...(role ? [role] : []),
]

const isWithin = (path: string, owner: string) => path === owner || path.startsWith(`${owner}.`)
const depthOf = (path: string) => path.split('.').length

/** Keys common to both dialects of amoCRM. */
export const amoOwners: Record<string, AttributeKey[]> = {
  ...textOwners(amoTextNames),
  responsible_user_id: ['responsible'],
}

/** Converts omitted rows to the format of the contract. */
export const toUnreadableRows = (dropped: Rows<unknown>['dropped'] = []): UnreadableRow[] =>
  dropped.map(({ id, path }) => ({ id, path }))
