import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import { fieldName, type ValueName } from './contact-form-keys.ts'
import { fieldKey, ownFields, type FormContext, type FormValues } from './contact-form-values.ts'

const whole = ['name', 'firstName', 'lastName', 'phones', 'emails', 'responsible'] as const

export type Conflict = { name: Exclude<ValueName, 'tags' | 'identity'> }

export type Merge = {
  /** Mine, with what others changed where I changed nothing; conflicts hold mine. */
  values: FormValues
  /** What others changed and is taken over. */
  taken: ValueName[]
  /** What both of us changed, and not to the same. */
  conflicts: Conflict['name'][]
}

/** Brings together what I made of `base` and what others made of it meanwhile. */
export function mergeValues(
  mine: FormValues,
  base: FormValues,
  theirs: FormValues,
  context: FormContext,
): Merge {
  const merge: Merge = {
    values: { ...mine, fields: { ...mine.fields } },
    taken: [],
    conflicts: [],
  }
  for (const name of allNames(context)) {
    const text = (values: FormValues) => textOf(name, values, context)
    const isTheirs = text(theirs) !== text(base)
    const isMine = text(mine) !== text(base)
    if (!isTheirs || text(mine) === text(theirs)) continue
    if (isMine) merge.conflicts.push(name)
    else {
      merge.taken.push(name)
      merge.values = withValue(merge.values, name, theirs)
    }
  }
  const tags = mergeTags(mine.tags, base.tags, theirs.tags)
  const isRetagged = theirs.tags.join('\n') !== base.tags.join('\n')
  if (isRetagged) merge.taken.push('tags')
  return { ...merge, values: { ...merge.values, tags } }
}

/** `values` with one value as another has it. */
export function withValue(values: FormValues, name: ValueName, from: FormValues): FormValues {
  const plain = whole.find((item) => item === name)
  if (plain) return { ...values, [plain]: from[plain] }
  const key = name.slice('fields.'.length)
  const taken = from.fields[key]
  return taken ? { ...values, fields: { ...values.fields, [key]: taken } } : values
}

const allNames = ({ definitions }: FormContext): Conflict['name'][] => [
  ...whole,
  ...ownFields(definitions).map(({ id }) => fieldName(id)),
]

/** By what two states of a value are the same. */
function textOf(name: Conflict['name'], values: FormValues, context: FormContext): string {
  const plain = whole.find((item) => item === name)
  if (plain) return JSON.stringify(values[plain])
  const definition = context.definitions.find(({ id }) => fieldName(id) === name)
  const input = definition && values.fields[fieldKey(definition.id)]
  return input ? JSON.stringify(toFieldValues(input, context.timeZone)) : ''
}

/** Everybody's additions and removals stand: tags are never fought over. */
function mergeTags(mine: string[], base: string[], theirs: string[]): string[] {
  const removed = base.filter((tag) => !mine.includes(tag))
  const added = mine.filter((tag) => !base.includes(tag))
  return [...new Set([...theirs.filter((tag) => !removed.includes(tag)), ...added])]
}
