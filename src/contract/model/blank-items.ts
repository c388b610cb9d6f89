import type { Value } from './value.ts'

const isFilled = ({ value }: { value: string }): boolean => value.trim() !== ''

/**
 * A value without the empty rows that an editor keeps for typing, and at which places of it the rest
 * stood: issues of a source count the rows that were sent. Null where nothing is left.
 */
export function withoutBlanks(value: Value | null): { value: Value | null; indexes: number[] } {
  if (value?.kind === 'contactPoints') {
    const { kept, indexes } = filter(value.items, isFilled)
    const items = kept.map((item) => ({ ...item, value: item.value.trim() }))
    return { value: items.length === 0 ? null : { ...value, items }, indexes }
  }
  if (value?.kind === 'address') {
    const { kept, indexes } = filter(value.parts, isFilled)
    return { value: kept.length === 0 ? null : { ...value, parts: kept }, indexes }
  }
  if (value?.kind === 'companyDetails') {
    const { kept, indexes } = filter(value.entities, (entity) => entity.some(isFilled))
    const entities = kept.map((entity) => entity.filter(isFilled))
    return { value: entities.length === 0 ? null : { ...value, entities }, indexes }
  }
  return { value, indexes: [] }
}

function filter<Item>(items: Item[], isKept: (item: Item) => boolean) {
  const indexes = items.flatMap((item, index) => (isKept(item) ? [index] : []))
  return { kept: items.filter(isKept), indexes }
}
