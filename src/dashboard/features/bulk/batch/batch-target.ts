import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import type { Attribute } from '#contract/model/attribute.ts'
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

type OwnKey = 'responsible' | 'tags' | 'phones' | 'emails'
export type TargetNames = Record<OwnKey, string>
export type Account = { fields: FieldDefinition[]; users: User[] }

const ownKeys: readonly OwnKey[] = ['responsible', 'tags', 'phones', 'emails']

/** What can be edited at a source, in the order people think: its own values, then its fields. */
export function targetsOf(
  { capabilities: can }: Source,
  { fields, users }: Account,
  names: TargetNames,
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
  const target = (attribute: Attribute, name: string): Target => ({
    attribute,
    name,
    operations: allowed(attribute),
    isKnown: isKnown(attribute),
  })
  return [
    ...ownKeys.flatMap((key) => {
      const attribute = attributes.find((candidate) => candidate.key === key)
      return attribute ? [target(attribute, names[key])] : []
    }),
    ...attributes
      .filter(({ group }) => group === 'fields')
      .map((attribute) => target(attribute, attribute.label ?? attribute.key)),
  ]
}

/** What one value to be replaced, or to stand in its place, is entered as. */
export const itemAttribute = (attribute: Attribute): Attribute =>
  attribute.kind === 'choice'
    ? { ...attribute, isMany: false }
    : { ...attribute, kind: 'text', isMany: false, isMultiline: false, role: null }

/** What values to be taken away are named with: their kind says nothing then. */
export const removedBy = (attribute: Attribute): Attribute =>
  attribute.kind === 'contactPoints' ? { ...attribute, options: [] } : attribute
