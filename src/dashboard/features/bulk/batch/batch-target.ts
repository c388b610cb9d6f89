import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { nameKeys, type Attribute } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'

export const operations = ['set', 'clear', 'add', 'remove', 'replace'] as const
export type Operation = (typeof operations)[number]

/** Something many contacts can be given, lose or exchange. */
export type Target = {
  attribute: Attribute
  name: string
  operations: Operation[]
  /** Whether the list tells what a contact has of it before anything is written. */
  isKnown: boolean
}

export type Account = { fields: FieldDefinition[]; users: User[] }

/** What is changed for many contacts is seldom how one of them is reached. */
const rankOf = ({ group }: Attribute): number => (group === 'work' ? 0 : 1)

/** What can be edited at a source, in the order people think; nobody gives one name to many contacts. */
export function targetsOf(
  { capabilities: can }: Source,
  { fields, users }: Account,
  nameOf: (attribute: Attribute) => string,
): Target[] {
  const { writes, knows } = can
  if (!writes?.edit) return []
  const attributes = sourceAttributes(can, fields, users).filter((attribute) =>
    isEditable(attribute, null),
  )
  // Fields come with a row that is read by id; without that nobody knows what is there.
  const canRead = can.filters.includes('ids')
  const isKnown = ({ key, group }: Attribute) =>
    group === 'fields' ? canRead : key !== 'tags' || knows.tags
  const allowed = (attribute: Attribute): Operation[] => {
    if (attribute.key === 'responsible') return ['set']
    const isMany = attribute.isMany && (attribute.role === null || writes.maxContactPoints !== 1)
    const clears = writes.clears || attribute.key === 'tags'
    return operations.filter((operation) => {
      if (operation === 'set') return true
      if (operation === 'clear') return clears
      if (operation === 'replace') return isMany && isKnown(attribute)
      return isMany && (operation === 'add' || clears)
    })
  }
  return attributes
    .filter(({ key }) => !nameKeys.includes(key))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((attribute) => ({
      attribute,
      name: nameOf(attribute),
      operations: allowed(attribute),
      isKnown: isKnown(attribute),
    }))
}

/** What one value to be replaced, or to stand in its place, is entered as. */
export const itemAttribute = (attribute: Attribute): Attribute =>
  attribute.kind === 'choice'
    ? { ...attribute, isMany: false }
    : { ...attribute, kind: 'text', isMany: false, isMultiline: false, role: null }

/** What values to be taken away are named with: their kind says nothing then. */
export const removedBy = (attribute: Attribute): Attribute =>
  attribute.kind === 'contactPoints' ? { ...attribute, options: [] } : attribute
