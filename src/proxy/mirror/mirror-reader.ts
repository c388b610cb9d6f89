import type { Facets, FacetQuery } from '#contract/api/facets.ts'
import type { ContactDetail, ContactQuery, SearchMatch } from '#contract/api/contacts.ts'
import type { SuggestionQuery, Suggestions } from '#contract/api/suggestions.ts'
import { isTalkKey } from '#contract/model/talk-key.ts'
import { emptyContext, type FeedContext, type ReadRows } from '#proxy/sources/source-feed.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { createRowJson } from './contact-json.ts'
import type { MirrorDatabase } from './mirror-dialect.ts'
import { createMirrorQuery } from './mirror-query.ts'
import { pageMatches } from './search-matches.ts'
import { talkRowOf } from './talk-attributes.ts'

export type MirrorReader = ReturnType<typeof createMirrorReader>

/** `items`: rows as JSON, which is sent as it is; `total`: of all pages. */
export type ReadPage = {
  ids: number[]
  items: string
  total: number
  matches: SearchMatch[] | undefined
}

/** Adds it to the JSON of a row, in which it is not, because it is read apart. */
const withProperty = (row: string, key: 'chats' | 'talks', value: unknown): string =>
  `{"${key}":${JSON.stringify(value)},${row.slice(1)}`

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
      const { ids, contacts, bodies, chats, talks, names, total } = await query.list(
        wanted,
        visibility,
        context,
      )
      const toJson = createRowJson({ ...names, groups }, wanted)
      const talkKeys = wanted.attributes?.filter(isTalkKey) ?? []
      const items = ids.map((id, index) => {
        const row = toJson(contacts[index] ?? '')
        const counted = chats ? withProperty(row, 'chats', chats[index] ?? null) : row
        return talks ? withProperty(counted, 'talks', talkRowOf(talks.get(id), talkKeys)) : counted
      })
      const matches = pageMatches(wanted.search, () => readRows(bodies, names, context))
      return { ids, items: `[${items.join(',')}]`, total, matches }
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
