import type { Value, ValueKindName } from './value.ts'
import type { ValueKind } from './value-kind.ts'
import { addressKind } from './value-kinds/address-kind.ts'
import { choiceKind } from './value-kinds/choice-kind.ts'
import { companyDetailsKind } from './value-kinds/company-details-kind.ts'
import { contactPointsKind } from './value-kinds/contact-points-kind.ts'
import { dateKind, dateTimeKind } from './value-kinds/date-kinds.ts'
import { flagKind } from './value-kinds/flag-kind.ts'
import { linksKind } from './value-kinds/links-kind.ts'
import { moneyKind, numberKind } from './value-kinds/number-kinds.ts'
import { filesKind, unknownKind } from './value-kinds/read-only-kinds.ts'
import { companyKind, userKind } from './value-kinds/reference-kinds.ts'
import { tagsKind } from './value-kinds/tags-kind.ts'
import { textKind, urlKind } from './value-kinds/text-kinds.ts'

/** The registry of all value kinds: formatting, parsing, comparing, sorting and writing. */
export const valueKinds: Record<ValueKindName, ValueKind> = {
  text: textKind,
  url: urlKind,
  number: numberKind,
  money: moneyKind,
  flag: flagKind,
  date: dateKind,
  dateTime: dateTimeKind,
  choice: choiceKind,
  contactPoints: contactPointsKind,
  address: addressKind,
  companyDetails: companyDetailsKind,
  user: userKind,
  company: companyKind,
  tags: tagsKind,
  links: linksKind,
  files: filesKind,
  unknown: unknownKind,
}

/** Whether a value is null or equivalent to no value. */
export const isEmptyValue = (value: Value | null): boolean =>
  value === null || valueKinds[value.kind].isEmpty(value)

/** Whether two values are equal, regardless of order; all empty values are equal. */
export function isSameValue(a: Value | null, b: Value | null): boolean {
  if (a === null || b === null || isEmptyValue(a) || isEmptyValue(b))
    return isEmptyValue(a) && isEmptyValue(b)
  return valueKinds[a.kind].equals(a, b)
}

/**
 * Whether two values are equal in the same order: the first of several contact points is preferred
 * by their source. The order of other lists means nothing.
 */
export function isIdenticalValue(a: Value | null, b: Value | null): boolean {
  if (!isSameValue(a, b)) return false
  if (a?.kind !== 'contactPoints' || b?.kind !== 'contactPoints') return true
  const [items, others] = [splitValue(a), splitValue(b)]
  return items.every((item, index) => isSameValue(item, others[index] ?? null))
}

/** The items of a list; none for null. */
export const splitValue = (value: Value | null): Value[] =>
  value === null || isEmptyValue(value) ? [] : valueKinds[value.kind].split(value)

/** The inverse of `splitValue`; all values must be of one kind. */
export function joinValues([first, ...rest]: Value[]): Value | null {
  return first === undefined ? null : valueKinds[first.kind].join(first, rest)
}
