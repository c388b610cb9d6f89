import { queryOptions } from '@tanstack/react-query'
import { contactPage } from '#contract/api/contacts.ts'
import { request } from '#dashboard/lib/api-client.ts'

const pageSize = 8 // rows: what one looks through at a glance

export const paletteQueries = {
  /** Whoever is found by a text, in the source's own order. A person waits for it. */
  contacts: (source: string, search: string) =>
    queryOptions({
      queryKey: ['palette', source, search],
      queryFn: async ({ signal }) => {
        const params = new URLSearchParams({ search, size: String(pageSize) })
        const path = `/api/sources/${source}/contacts?${params}`
        const page = await request(contactPage, path, { signal })
        // An account that ignores the search shows anybody: nobody was found.
        return page.filterApplied ? page.items : []
      },
    }),
}
