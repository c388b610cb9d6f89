import type { Facets, FacetQuery } from '#contract/api/facets.ts'
import type { ContactQuery } from '#contract/api/contacts.ts'
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
    /** A page of rows as JSON, which is passed on faster than copies of them, and the number of all. */
    async list(
      wanted: ContactQuery,
      visibility: Visibility,
    ): Promise<{ items: string; total: number }> {
      const { contacts, names, total } = await query.list(wanted, visibility, context)
      const items = contacts.map((json) => fromContactJson(json, names, wanted.columns))
      return { items: JSON.stringify(items), total }
    },
    facets: async (
      { key, ...wanted }: FacetQuery,
      visibility: Visibility,
    ): Promise<Omit<Facets, 'asOf'>> => query.facets(key, wanted, visibility, context),
  }
}
