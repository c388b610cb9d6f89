import type { Facets, FacetQuery } from '#contract/api/facets.ts'
import type { Contact, ContactQuery } from '#contract/api/contacts.ts'
import type { FeedContext } from '#proxy/sources/source-feed.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { Kysely } from 'kysely'
import { fromContactJson } from './contact-json.ts'
import { createMirrorQuery } from './mirror-query.ts'
import type { MirrorTables } from './mirror-tables.ts'

export type MirrorReader = ReturnType<typeof createMirrorReader>

/** Queries of a mirror's database. Arguments and results can be sent between threads. */
export function createMirrorReader(db: Kysely<MirrorTables>) {
  const query = createMirrorQuery({ db })
  let context: FeedContext = { definitions: [], timeZone: 'UTC' }
  return {
    /** What rows and filters mean from now on. */
    setContext: async (given: FeedContext): Promise<void> => {
      context = given
      query.forget()
    },
    /** A page of rows and the number of all that match. */
    async list(
      wanted: ContactQuery,
      visibility: Visibility,
    ): Promise<{ items: Contact[]; total: number }> {
      const { contacts, names, total } = await query.list(wanted, visibility, context)
      return { items: contacts.map((json) => fromContactJson(json, names, wanted.columns)), total }
    },
    facets: async (
      { key, ...wanted }: FacetQuery,
      visibility: Visibility,
    ): Promise<Omit<Facets, 'asOf'>> => query.facets(key, wanted, visibility, context),
  }
}
