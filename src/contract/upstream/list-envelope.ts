import { z } from 'zod'
import {
  isEmpty,
  listOf,
  mark,
  record,
  rowsOf,
  under,
  unreadableIn,
  type Rows,
  type Unreadable,
} from './lenient.ts'

export type Page<Row> = Rows<Row> & { hasNext: boolean }

const noRows = { items: [], dropped: [], hasNext: false }

/**
 * amoCRM's envelope of a list, `{ _links, _embedded: { [name]: [...] } }`, including PHP's
 * representations of an empty one. Anything else, or the list of another entity, is an issue,
 * because it does not prove that the list is empty.
 */
export const pageOf = <Schema extends z.ZodType>(name: string, schema: Schema) => {
  const rows = rowsOf(schema)
  return z.unknown().transform((raw, context): Page<z.output<Schema>> => {
    if (isEmpty(raw)) return noRows
    const envelope = record.safeParse(raw).data ?? {}
    const isEnvelope = '_embedded' in envelope || '_links' in envelope || '_page' in envelope
    const embedded = envelope['_embedded']
    if (isEnvelope && isEmpty(embedded)) return noRows
    const parts = record.safeParse(embedded).data
    const list = parts && name in parts ? rows.safeParse(parts[name]) : undefined
    if (!list?.success) {
      context.addIssue({ code: 'custom', message: `a list of ${name} is expected` })
      return z.NEVER
    }
    const path = `_embedded.${name}`
    const page = {
      items: list.data.items,
      dropped: under(path, list.data.dropped),
      hasNext: hasLink(envelope['_links']),
    }
    const empty = page.dropped.filter(({ index }) => isEmpty(entryAt(parts?.[name], index)))
    return mark(page, [...under(path, unreadableIn(list.data)), ...empty.map(withoutIndex)])
  })
}

const entryAt = (list: unknown, index: number): unknown => listOf(list)?.entries[index]
const withoutIndex = ({ id, path }: Unreadable): Unreadable => ({ id, path })

/**
 * A `next` link in an unknown format counts as a link: requesting an empty page ends the list, but
 * ignoring the link would truncate it.
 */
function hasLink(links: unknown): boolean {
  const next = record.safeParse(links).data?.['next']
  const href = record.safeParse(next)
  return href.success ? !isEmpty(href.data['href']) : !isEmpty(next)
}
