import { isFieldKey, type Attribute, type AttributeKey } from '#contract/model/attribute.ts'
import type { Change } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Value } from '#contract/model/value.ts'
import { isSameValue, splitValue, valueKinds } from '#contract/model/value-kinds.ts'

export const missingAttribute = (attribute: AttributeKey): Issue =>
  isFieldKey(attribute)
    ? { attribute, code: 'no_such_field', message: 'the account has no such field' }
    : { attribute, code: 'unsupported', message: 'contacts of this source have no such attribute' }

/** The issue for a value that could not be read: a write would replace unseen data. */
export const unreadableNow = (attribute: AttributeKey): Issue => ({
  attribute,
  code: 'unreadable_at_source',
  message: 'the value at the source could not be read, so it is not changed',
})

/**
 * Issues of a change. Values among `known` are or were stored at the source, so they may be written
 * back unchanged even if they would be invalid as new values.
 */
export function issuesOf(
  change: Change,
  attribute: Attribute,
  known: (Value | null | undefined)[] = [],
): Issue[] {
  const at = { attribute: attribute.key }
  if (attribute.isReadOnly) return [{ ...at, code: 'read_only', message: 'it cannot be written' }]
  if ('add' in change && change.add !== undefined && !attribute.isMany)
    return [{ ...at, code: 'unsupported', message: 'it has a single value: use set' }]
  const stranger = valuesOf(change).find(({ kind }) => kind !== attribute.kind)
  if (stranger)
    return [
      { ...at, code: 'invalid_format', message: `a value of kind ${attribute.kind} is expected` },
    ]
  const knownItems = known.flatMap((value) => splitValue(value ?? null))
  const isKnown = (item: Value | undefined) =>
    item !== undefined && knownItems.some((other) => isSameValue(item, other))
  return writtenBy(change).flatMap((value) => {
    const items = splitValue(value)
    if (items.length > 0 && items.every(isKnown)) return []
    return valueKinds[value.kind]
      .validate(value, attribute)
      .filter(({ index }) => index === undefined || !isKnown(items[index]))
      .map(({ text: _text, ...issue }): Issue => ({ ...at, ...issue }))
  })
}

const valuesOf = (change: Change): Value[] => {
  if ('set' in change) return [change.set]
  if ('clear' in change) return []
  if ('replace' in change) return [change.replace.from, change.replace.to]
  return [change.add, change.remove].flatMap((value) => value ?? [])
}

/** The values of a change that are to be written. */
function writtenBy(change: Change): Value[] {
  if ('set' in change) return [change.set]
  if ('clear' in change) return []
  if ('replace' in change) return [change.replace.to]
  return change.add ? [change.add] : []
}

/** Issues for attributes that several changes name, because their combined result is undefined. */
export const repeatedIn = (changes: Change[]): Issue[] =>
  changes
    .filter(({ attribute }, index) =>
      changes.slice(0, index).some((earlier) => earlier.attribute === attribute),
    )
    .map(({ attribute }) => ({ attribute, code: 'duplicate', message: 'it occurs twice' }))
