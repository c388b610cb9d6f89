import type { Facets, FacetQuery } from '#contract/api/facets.ts'
import type { ContactDetail, ContactQuery, SearchMatch } from '#contract/api/contacts.ts'
import type { SuggestionQuery, Suggestions } from '#contract/api/suggestions.ts'
import { emptyContext, type FeedContext, type ReadRows } from '#proxy/sources/source-feed.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { fromContactJson } from './contact-json.ts'
import type { MirrorDatabase } from './mirror-dialect.ts'
import { createMirrorQuery } from './mirror-query.ts'
import { pageMatches } from './search-matches.ts'

export type MirrorReader = ReturnType<typeof createMirrorReader>

/** `items`: rows as JSON, which is passed on faster than copies of them; `total`: of all pages. */
export type ReadPage = { items: string; total: number; matches: SearchMatch[] | undefined }

/** Queries of a mirror's database. Arguments and results can be sent between threads. */
export function createMirrorReader(database: MirrorDatabase, readRows: ReadRows) {
  const query = createMirrorQuery(database)
  let context: FeedContext = emptyContext
  let groups: ReadonlyMap<number, string> = new Map()
  return {
    /** What rows and filters mean from now on. */
    setContext: async (given: FeedContext): Promise<void> => {
      context = given
      groups = new Map(given.groups.map(({ id, name }) => [id, name]))
      query.forget()
    },
    async list(wanted: ContactQuery, visibility: Visibility): Promise<ReadPage> {
      const { contacts, bodies, names, talks, total } = await query.list(
        wanted,
        visibility,
        context,
      )
      const items = contacts.map((json) =>
        fromContactJson(json, { ...names, groups, talks }, wanted),
      )
      const matches = pageMatches(wanted.search, () => readRows(bodies, names, context))
      return { items: JSON.stringify(items), total, matches }
    },
    /** JSON arrays of IDs, which follow one another. */
    ids: async (wanted: ContactQuery, visibility: Visibility): Promise<string[]> =>
      query.ids(wanted, visibility, context),
    /** Contacts that are in the copy and visible, in the order of the IDs. */
    async contacts(ids: number[], visibility: Visibility): Promise<ContactDetail[]> {
      const { bodies, names } = await query.bodies(ids, visibility)
      return readRows(bodies, names, context)
    },
    facets: async (
      { key, ...wanted }: FacetQuery,
      visibility: Visibility,
    ): Promise<Omit<Facets, 'asOf'>> => query.facets(key, wanted, visibility, context),
    suggest: async (wanted: SuggestionQuery, visibility: Visibility): Promise<Suggestions> =>
      query.suggest(wanted, visibility, context),
  }
}
