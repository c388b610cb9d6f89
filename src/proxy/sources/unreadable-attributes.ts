import type { ContactDetail, UnreadableRow } from '#contract/api/contacts.ts'
import type { ContactField } from '#contract/api/fields.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { backedKey, type FieldDefinition } from '#contract/model/field-definition.ts'
import type { Rows, Unreadable } from '#contract/upstream/lenient.ts'
import { amoTextNames, textOwners } from './amo-text-names.ts'

/** A custom field as read, and whether all of it could be. */
export type ReadField = { field: ContactField; isUnreadable: boolean }

type Reading = {
  /** What could not be read of the contact's row. */
  unreadable: Unreadable[]
  /** Which key of the row holds which attributes. */
  owners: Record<string, AttributeKey[]>
  /** Where the row lists its custom fields. */
  fieldsPath: string
  fields: ReadField[]
  definitions: readonly FieldDefinition[]
}

/**
 * The attributes of which the source holds something that could not be read: whoever wrote them would
 * write over what they have not seen.
 */
export function unreadableAttributes(reading: Reading): ContactDetail['unreadable'] {
  const { unreadable, owners, fieldsPath, fields, definitions } = reading
  // A tag is named by its name: its id is written by nobody.
  const paths = unreadable.map(({ path }) => path).filter((path) => !/tags\.[^.]+\.id$/.test(path))
  const keys = new Set<AttributeKey>()
  for (const [owner, attributes] of Object.entries(owners))
    if (paths.some((path) => isWithin(path, owner) || isWithin(owner, path)))
      for (const key of attributes) keys.add(key)
  for (const { field, isUnreadable } of fields)
    if (isUnreadable) for (const key of keysOf(field)) keys.add(key)
  // A field without its id may be any of those that were not seen.
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

/** Keys that both dialects of amoCRM have. */
export const amoOwners: Record<string, AttributeKey[]> = {
  ...textOwners(amoTextNames),
  responsible_user_id: ['responsible'],
}

/** Rows that were left out, as the contract names them. */
export const toUnreadableRows = (dropped: Rows<unknown>['dropped'] = []): UnreadableRow[] =>
  dropped.map(({ id, path }) => ({ id, path }))
