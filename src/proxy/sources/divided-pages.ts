import type { Contact, ContactPage } from '#contract/api/contacts.ts'
import { readSort } from '#contract/api/sort.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { createDividedRead, readInHalves } from '#proxy/sources/transport/divided-read.ts'
import type { RetryPolicy } from '#proxy/sources/transport/source-http.ts'
import type { Source } from './source.ts'

/** A source whose pages of contacts are read in parts if a whole page is too large for it. */
export function withDividedPages(
  source: Source,
  { deadline }: Pick<RetryPolicy, 'deadline'>,
): Source {
  const read = createDividedRead({ deadline })
  const { reader } = source
  return {
    ...source,
    // It may change.
    get info() {
      return source.info
    },
    reader: {
      ...reader,
      async listContacts(query, call) {
        const { page, size, ids } = query
        if (ids && page === 1 && ids.length <= size) {
          const parts = await readInHalves(ids, call, (some, attempt) =>
            reader.listContacts({ ...query, ids: some }, attempt),
          )
          return sorted(joined(parts, page), parts.length > 1 ? query.sort : undefined)
        }
        const pages = await read(
          size,
          call,
          (amount, part, attempt) => {
            const first = ((page - 1) * size) / amount + 1
            return reader.listContacts({ ...query, size: amount, page: first + part }, attempt)
          },
          (found) => !found.hasNext,
        )
        return joined(pages, page)
      },
    },
  }
}

function joined(pages: ContactPage[], page: number): ContactPage {
  const [first, ...more] = pages
  if (!first) throw new Error('A page has at least one part')
  // Contacts created or changed meanwhile move rows: a row that was read twice is included once.
  return more.reduce(
    (whole, part) => ({
      ...whole,
      ...part,
      page,
      items: [
        ...whole.items,
        ...part.items.filter(({ id }) => !whole.items.some((item) => item.id === id)),
      ],
      filterApplied: whole.filterApplied && part.filterApplied,
    }),
    first,
  )
}

/** Each part is sorted, but their concatenation is not. */
function sorted(page: ContactPage, sort: string | undefined): ContactPage {
  const [term] = readSort(sort ?? '')
  const read = term && sortable[term.field]
  if (!read) return page
  const sign = term.direction === 'descending' ? -1 : 1
  const items = page.items.toSorted((a, b) => sign * compare(read(a), read(b)))
  return { ...page, items }
}

/** What sources sort by themselves. */
const sortable: Partial<Record<AttributeKey, (contact: Contact) => string | number | null>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
}

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a ?? '').localeCompare(String(b ?? ''))
}
