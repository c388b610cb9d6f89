import { queryOptions } from '@tanstack/react-query'
import { contactPage } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { matchingParameters } from '#dashboard/domain/asked-query.ts'
import type { FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { request } from '#dashboard/lib/api-client.ts'

const copyInterval = 30_000 // of a local copy, which is counted at once

/** The number of contacts that match, of a source with a complete local copy. */
export const matchCount = ({ id, capabilities }: Source, filters: FilterTexts) =>
  queryOptions({
    queryKey: ['overview', id, 'matching', filters],
    queryFn: async ({ signal, client }) => {
      const params = await matchingParameters(id, { search: '', filters }, client)
      params.set('size', String(capabilities.pageSizes[0]))
      const page = await request(contactPage, `/api/sources/${id}/contacts?${params}`, { signal })
      return page.total
    },
    refetchInterval: copyInterval,
  })
