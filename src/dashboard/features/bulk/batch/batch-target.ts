import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { nameKeys, type Attribute } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'

export const operations = ['set', 'clear', 'add', 'remove', 'replace', 'normalise'] as const
export type Operation = (typeof operations)[number]

/** An attribute whose values can be set, removed or replaced in many contacts. */
export type Target = {
  attribute: Attribute
  name: string
  operations: Operation[]
  /** Whether the current value is known before writing. */
  isKnown: boolean
}

export type Account = { fields: FieldDefinition[]; users: User[] }

/** Work attributes come first, because contact points are rarely changed in bulk. */
const rankOf = ({ group }: Attribute): number => (group === 'work' ? 0 : 1)

/**
 * The attributes that can be edited in bulk, in display order; names are excluded, because contacts
 * have different names.
 */
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
  // Custom fields are included when contacts are read by ID; otherwise the current values are
  // unknown.
  const canRead = can.filters.includes('ids')
  const isKnown = ({ key, group }: Attribute) =>
    group === 'fields' ? canRead : key !== 'tags' || knows.tags
  const allowed = (attribute: Attribute): Operation[] => {
    if (attribute.key === 'responsible') return ['set']
    const isMany = attribute.isMany && (attribute.role === null || writes.maxContactPoints !== 1)
    const clears = writes.clears || attribute.key === 'tags' || attribute.key === 'company'
    return operations.filter((operation) => {
      if (operation === 'set') return true
      if (operation === 'clear') return clears
      if (operation === 'replace') return isMany && isKnown(attribute)
      // Bots have a form of their own.
      if (operation === 'normalise') return attribute.role === 'phones' && can.bots.length === 0
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

/** The attribute for entering a single value, to be replaced or as the replacement. */
export const itemAttribute = (attribute: Attribute): Attribute =>
  attribute.kind === 'choice' || attribute.kind === 'tags'
    ? { ...attribute, isMany: false }
    : { ...attribute, kind: 'text', isMany: false, isMultiline: false }

/** The attribute for entering values to remove: they have no kind, and may be what is wrong. */
export const removedBy = (attribute: Attribute): Attribute =>
  attribute.kind === 'contactPoints' ? { ...attribute, options: [], role: null } : attribute

/** Targets as options to choose from, those of every account first. */
export const targetOptions = (
  targets: readonly Target[],
  groups: { own: string; fields: string },
) => {
  const isOwn = ({ attribute }: Target) => attribute.group !== 'fields'
  const option = (target: Target) => ({
    value: target.attribute.key,
    text: target.name,
    group: isOwn(target) ? groups.own : groups.fields,
  })
  return [...targets.filter(isOwn), ...targets.filter((target) => !isOwn(target))].map(option)
}
