import { queryOptions } from '@tanstack/react-query'
import { contactPage } from '#contract/api/contacts.ts'
import { facets, type FacetPart } from '#contract/api/facets.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { matchingParameters } from '#dashboard/domain/asked-query.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { request } from '#dashboard/lib/api-client.ts'

type Counted = { key: AttributeKey; part: FacetPart | undefined }

const rowsRead = 50 // the smallest page of every source with a copy

export const conditionQueries = {
  /** How many of the contacts that match the query have each value of an attribute. */
  facets: (source: string, { search, filters }: ContactsQuery, { key, part }: Counted) =>
    queryOptions({
      queryKey: ['facets', source, key, part, search, filters],
      queryFn: async ({ signal, client }) => {
        const params = await matchingParameters(source, { search, filters }, client)
        params.set('key', key)
        if (part) params.set('part', part)
        return request(facets, `/api/sources/${source}/facets?${params}`, { signal })
      },
      staleTime: 15_000,
    }),
  /** The name of a company by its ID; null if no contact has it. */
  companyName: (source: string, id: string) =>
    queryOptions({
      queryKey: ['directory', source, 'company', id],
      queryFn: async ({ signal }) => {
        const where = JSON.stringify([{ key: 'company', op: 'in', values: [id] }])
        const params = new URLSearchParams({ page: '1', size: String(rowsRead), where })
        const path = `/api/sources/${source}/contacts?${params}`
        const { items } = await request(contactPage, path, { signal })
        return items.find(({ company }) => company !== null)?.company?.name ?? null
      },
      staleTime: 5 * 60_000,
    }),
}
