import * as z from 'zod/mini'
import { builtInKey, fieldIdOf, fieldKey, type AttributeKey } from '#contract/model/attribute.ts'

export type Direction = 'ascending' | 'descending'

/** One attribute of an order; the first that differs decides. */
export type SortTerm = { field: AttributeKey; direction: Direction }

const maxSortTerms = 3

/**
 * Attribute keys separated by commas, at most three, each preceded by `-` for descending order:
 * `name`, `-updatedAt`, `company,-field:77`. A source names those it supports.
 */
export const sort = z
  .string()
  .check(
    z.refine(
      (text) => readSort(text).length > 0,
      'up to three attributes such as updatedAt or name, with - before them for descending',
    ),
  )

/** The terms of a sort; none if the text is not one. */
export function readSort(text: string): SortTerm[] {
  const terms = text.split(',').flatMap(readTerm)
  const fields = new Set(terms.map(({ field }) => field))
  const isWhole = fields.size === text.split(',').length && fields.size <= maxSortTerms
  return isWhole ? terms : []
}

function readTerm(text: string): SortTerm[] {
  const key = text.replace(/^-/, '')
  const id = fieldIdOf(key)
  const field = id === undefined ? z.safeParse(builtInKey, key).data : fieldKey(id)
  return field ? [{ field, direction: key === text ? 'ascending' : 'descending' }] : []
}
