import { isMulti } from '#contract/api/field-entries.ts'
import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { toFieldInput } from '#dashboard/fields/field-reading.ts'

export const operations = ['set', 'clear', 'add', 'remove', 'replace'] as const
export type Operation = (typeof operations)[number]

/** An attribute that a batch edit can change. */
export type Target = {
  key: 'responsible' | 'tags' | 'phones' | 'emails' | `fields.${number}`
  /** The definition for its editor; synthetic for attributes that are not custom fields. */
  definition: FieldDefinition
  operations: Operation[]
  /** Whether the list includes its current value. */
  isKnown: boolean
}

export type TargetNames = Record<'responsible' | 'tags' | 'phones' | 'emails', string>
export type Account = { fields: FieldDefinition[]; users: User[] }

/** What can be edited at a source: standard attributes, then custom fields. */
export function targetsOf(
  { capabilities: can }: Source,
  { fields, users }: Account,
  names: TargetNames,
): Target[] {
  const { writes, knows } = can
  if (!writes?.edit) return []
  const canRead = can.filters.includes('ids')
  const several = (isMany: boolean): Operation[] =>
    operations.filter((operation) =>
      operation === 'set'
        ? true
        : operation === 'clear'
          ? writes.clears
          : isMany && (operation === 'add' || operation === 'replace' || writes.clears),
    )
  const contactPoints = several(writes.maxContactPoints !== 1)
  const kindsOf = (code: string) => fields.find((field) => field.code === code)?.options ?? []
  const targets: Target[] = []
  if (knows.responsible)
    targets.push({
      key: 'responsible',
      definition: madeUp('select', names.responsible, {
        options: users
          .filter(({ isActive }) => isActive)
          .map(({ id, name }) => ({ id, label: name, code: null })),
      }),
      operations: ['set'],
      isKnown: true,
    })
  if (writes.tags)
    targets.push({
      key: 'tags',
      definition: madeUp('multitext', names.tags, {}),
      // Replacing needs the current tags.
      operations: operations.filter((item) => item !== 'replace' || knows.tags),
      isKnown: knows.tags,
    })
  for (const [key, code] of [
    ['phones', 'PHONE'],
    ['emails', 'EMAIL'],
  ] as const)
    targets.push({
      key,
      definition: madeUp('multitext', names[key], { code, options: kindsOf(code) }),
      operations: contactPoints,
      isKnown: true,
    })
  for (const definition of fields) {
    if (isPhoneOrEmail(definition)) continue
    if (toFieldInput(definition, undefined, null).kind === 'readonly') continue
    const own = several(isMulti(definition))
    targets.push({
      key: `fields.${definition.id}`,
      definition,
      operations: canRead ? own : own.filter((item) => item !== 'replace'),
      isKnown: canRead,
    })
  }
  return targets
}

const madeUp = (type: string, name: string, own: Partial<FieldDefinition>): FieldDefinition => ({
  id: 0,
  name,
  code: null,
  type,
  options: [],
  currency: null,
  isReadOnly: false,
  ...own,
})

/** The definition of a single value, for replacing. */
export const oneValueOf = (definition: FieldDefinition): FieldDefinition => ({
  ...definition,
  type: definition.type === 'multiselect' ? 'select' : 'text',
})

/** The definition of values to remove, which are matched without their kind. */
export const removedBy = (definition: FieldDefinition): FieldDefinition =>
  definition.type === 'multitext' ? { ...definition, options: [] } : definition
