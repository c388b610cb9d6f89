import type { ContactPage } from '#contract/api/contacts.ts'
import { createDividedRead } from '#proxy/sources/transport/divided-read.ts'
import type { RetryPolicy } from '#proxy/sources/transport/source-http.ts'
import type { Source } from './source.ts'

/** A source whose pages of contacts are read in parts where a whole one is too much for it. */
export function withDividedPages(
  source: Source,
  { deadline }: Pick<RetryPolicy, 'deadline'>,
): Source {
  const read = createDividedRead({ deadline })
  const { reader } = source
  return {
    ...source,
    reader: {
      ...reader,
      async listContacts(query, call) {
        const { page, size } = query
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
  if (!first) throw new Error('A page has one part at least')
  // What somebody creates or changes meanwhile moves rows: one that was read twice is shown once.
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
