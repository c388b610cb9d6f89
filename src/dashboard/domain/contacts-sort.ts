import { readSort, type SortTerm } from '#contract/api/sort.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { fieldOf } from './contact-columns.ts'

export type SortSupport = Pick<Capabilities, 'sorts' | 'sortsFields' | 'maxSorts'>

/** Whether a source sorts by an attribute (its key). */
export const canSortBy = (key: string, can: SortSupport): boolean =>
  fieldOf(key) === undefined ? can.sorts.some((sort) => sort === key) : can.sortsFields

/** The terms as the text that `readSort` reads. */
export const printSort = (terms: readonly SortTerm[]): string =>
  terms.map(({ field, direction }) => (direction === 'descending' ? `-${field}` : field)).join(',')

/** A term as it starts: the latest first for the times of a contact, otherwise ascending. */
export const startTerm = (field: AttributeKey): SortTerm => ({
  field,
  direction: field === 'createdAt' || field === 'updatedAt' ? 'descending' : 'ascending',
})

export const reversed = ({ field, direction }: SortTerm): SortTerm => ({
  field,
  direction: direction === 'ascending' ? 'descending' : 'ascending',
})

/**
 * The order after a press on the head of a column. Alone, the column becomes the only one, or is
 * reversed if it is already. Added, it comes last (instead of the last one, if there are `max`), is
 * then reversed where it stands, and is removed by the third press.
 */
export function sortByHead(
  sort: string | undefined,
  field: AttributeKey,
  isAdded: boolean,
  max: number,
): string {
  const terms = readSort(sort ?? '')
  const now = terms.find((term) => term.field === field)
  const start = startTerm(field)
  if (!now) return printSort([...(isAdded ? terms.slice(0, max - 1) : []), start])
  if (terms.length === 1) return printSort([reversed(now)])
  if (!isAdded) return printSort([now])
  const isReversed = now.direction !== start.direction
  return printSort(
    terms.flatMap((term) => (term !== now ? term : isReversed ? [] : reversed(term))),
  )
}
