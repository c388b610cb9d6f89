import type { ContactPoint, Value } from './value.ts'
import { cleanContactPoint } from './value-kinds/contact-points-kind.ts'

const isFilled = ({ value }: { value: string }): boolean => value.trim() !== ''

/**
 * Removes from a value the blank items that an editor keeps for typing, and invisible characters
 * that the clipboard adds to contact points. Also returns the original positions of the remaining
 * items, because a source reports issues by the positions of the items sent. Items of `before`, and
 * texts that a person has `accepted`, are not changed. The value is null if no item remains.
 */
export function withoutBlanks(
  value: Value | null,
  before: Value | null = null,
  accepted: readonly string[] = [],
): { value: Value | null; indexes: number[] } {
  if (value?.kind === 'contactPoints') {
    const known = before?.kind === 'contactPoints' ? before.items : []
    const clean = (item: ContactPoint): ContactPoint =>
      known.some((held) => held.value === item.value) || accepted.includes(item.value)
        ? item
        : { ...item, value: cleanContactPoint(item.value) }
    const { included: items, indexes } = filter(value.items.map(clean), isFilled)
    return { value: items.length === 0 ? null : { ...value, items }, indexes }
  }
  if (value?.kind === 'address') {
    const { included, indexes } = filter(value.parts, isFilled)
    return { value: included.length === 0 ? null : { ...value, parts: included }, indexes }
  }
  if (value?.kind === 'companyDetails') {
    const { included, indexes } = filter(value.entities, (entity) => entity.some(isFilled))
    const entities = included.map((entity) => entity.filter(isFilled))
    return { value: entities.length === 0 ? null : { ...value, entities }, indexes }
  }
  return { value, indexes: [] }
}

function filter<Item>(items: Item[], isIncluded: (item: Item) => boolean) {
  const indexes = items.flatMap((item, index) => (isIncluded(item) ? [index] : []))
  return { included: items.filter(isIncluded), indexes }
}
