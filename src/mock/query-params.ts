import { Rejection } from './rejection.ts'
import type { Range } from '#mock/store/contact-filter.ts'

/** A query string as parsed by qs: strings, lists and objects of them. */
export type Query = { [key: string]: Query | Query[] | string | undefined }
export type QueryValue = Query[string]

const defaultRows = 50
const maxRows = 250 // larger limits are clamped silently (reference 3.1)

export type Paging = { page: number; limit: number; offset: number }

export function pagingOf(query: Query, max = maxRows): Paging {
  const page = positiveInteger(query['page']) ?? 1
  const limit = Math.min(positiveInteger(query['limit']) ?? defaultRows, max)
  return { page, limit, offset: (page - 1) * limit }
}

const maxPage = 1e12 // past any end, with an offset that is still a safe integer

const positiveInteger = (value: QueryValue) => {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : 0
  return number > 0 ? Math.min(number, maxPage) : undefined
}

/** `order[field]=asc|desc`, the first if there are several; unknown fields and directions are ignored (reference 3.3). */
export function orderOf<Field extends string>(
  query: Query,
  known: readonly Field[],
  fallback: Field,
) {
  const order = query['order']
  if (typeof order === 'object' && !Array.isArray(order))
    for (const [name, direction] of Object.entries(order)) {
      const field = known.find((candidate) => candidate === name)
      if (field && (direction === 'asc' || direction === 'desc'))
        return { order: field, descending: direction === 'desc' }
    }
  return { order: fallback, descending: false }
}

/** `with=a,b`; `with=` and `with=null` are empty, unknown names are ignored. */
export const withOf = (query: Query) => new Set(textsOf(query['with']) ?? [])

/** A list in any spelling clients use: a single value, comma-separated, `[]=` or `[0]=`. */
export function textsOf(value: QueryValue, { commas = true } = {}): string[] | undefined {
  if (value === undefined) return undefined
  const items = typeof value === 'object' ? Object.values(value) : [value]
  const texts = items
    .filter((item) => typeof item === 'string')
    .flatMap((item) => (commas ? item.split(',') : [item]))
    .map((item) => item.trim())
    .filter((item) => item !== '' && item !== 'null')
  return texts.length > 0 ? texts : undefined
}

/** Ids in any of those spellings; rejects a value that is not a number with 400. */
export function idsOf(value: QueryValue, name: string): number[] | undefined {
  return textsOf(value)?.map((text) => {
    if (!/^\d{1,15}$/.test(text)) throw new Rejection(400, `Invalid filter: ${name}`)
    return Number(text)
  })
}

/** `[from]=1&[to]=2`, either of them, or a plain number for an exact match. */
export function rangeOf(value: QueryValue, name: string): Range | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') {
    const exact = numberOf(value, name)
    return { from: exact, to: exact }
  }
  if (Array.isArray(value)) return rangeOf(value[0], name)
  const range: Range = {}
  if (typeof value['from'] === 'string' && value['from'] !== '')
    range.from = numberOf(value['from'], name)
  if (typeof value['to'] === 'string' && value['to'] !== '') range.to = numberOf(value['to'], name)
  return range.from === undefined && range.to === undefined ? undefined : range
}

function numberOf(text: string, name: string): number {
  if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) throw new Rejection(400, `Invalid filter: ${name}`)
  return Number(text)
}

/** The `filter` of a query if it is an object, otherwise no filter. */
export function filterOf(query: Query): Query {
  const filter = query['filter']
  return typeof filter === 'object' && !Array.isArray(filter) ? filter : {}
}

/** The id in a path; undefined if it is not a number. */
export function pathId(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
