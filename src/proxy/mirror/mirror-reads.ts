import type { Contact, ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { Facets, FacetQuery } from '#contract/api/facets.ts'
import type { SuggestionQuery, Suggestions } from '#contract/api/suggestions.ts'
import type { ContactIds } from '#contract/api/where.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { readyJson, type ReadyJson } from '#proxy/ready-json.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { CopyHolder } from './copy-holder.ts'
import type { MirrorCopy } from './mirror-copy.ts'
import { areTalksKnown } from './talks-follow.ts'
import { asOfCopy, isoOf } from './mirror-status.ts'

/** What of a copy is needed to read it. */
export type ReadableCopy = Pick<MirrorCopy, 'reader' | 'state' | 'context'>

type Options = {
  feed: SourceFeed
  held: { complete: () => ReadableCopy | undefined; readable: CopyHolder['readable'] }
  awaitWrites: () => Promise<void>
}

/** Reads of a complete copy that verify nothing afterwards. */
export function createMirrorReads({ feed, held, awaitWrites }: Options) {
  function required(): ReadableCopy {
    const complete = held.complete()
    if (!complete) throw new Error('The local copy is not complete')
    return complete
  }

  return {
    /** A page with the exact number of all that match, and the IDs of its rows. */
    readPage: async (
      query: ContactQuery,
      visibility: Visibility,
    ): Promise<{ page: ContactPage; ids: number[] }> => {
      await awaitWrites()
      const { reader, state } = required()
      const { ids, items, total, matches } = await held.readable(reader.list(query, visibility))
      const page = toPage(items, {
        unreadable: [],
        page: query.page,
        hasNext: query.page * query.size < total,
        total,
        asOf: isoOf(asOfCopy(state)),
        filterApplied: true,
        ...(matches && { matches }),
      })
      return { page, ids }
    },
    /** All that match, in the order of the query, by one statement. */
    async listIds(query: ContactQuery, visibility: Visibility): Promise<ContactIds> {
      await awaitWrites()
      const { reader, state } = required()
      const parts = await held.readable(reader.ids(query, visibility))
      const ids = parts.flatMap((part): number[] => JSON.parse(part))
      return { ids, asOf: isoOf(asOfCopy(state)) ?? '' }
    },
    /** A contact as the copy has it; undefined if it is not in it. */
    async getContact(id: number, visibility: Visibility): Promise<ContactDetail | undefined> {
      const [contact] = await held.readable(required().reader.contacts([id], visibility))
      return contact && { ...contact, url: feed.toUrl(id) }
    },
    async facets(query: FacetQuery, visibility: Visibility): Promise<Facets> {
      await awaitWrites()
      const { reader, state } = required()
      const found = await held.readable(reader.facets(query, visibility))
      return { ...found, asOf: isoOf(asOfCopy(state)) ?? '' }
    },
    suggest: async (query: SuggestionQuery, visibility: Visibility): Promise<Suggestions> =>
      held.readable(required().reader.suggest(query, visibility)),
    /** The account's fields, as the rows of the copy have them. */
    fields: (): FieldDefinition[] => required().context().definitions,
    /** IANA name of the account's time zone. */
    timeZone: (): string => required().context().timeZone,
    knowsTalks: (): boolean => {
      const complete = held.complete()
      return complete !== undefined && areTalksKnown(complete.state.talks)
    },
    asOf: (): string | null => isoOf(asOfCopy(required().state)),
  }
}

/** Its rows are sent as they were read; they are parsed for whoever looks at them. */
function toPage(items: string, others: Omit<ContactPage, 'items'>): ContactPage & ReadyJson {
  let rows: Contact[] | undefined
  return {
    ...others,
    get items(): Contact[] {
      rows ??= parseRows(items)
      return rows
    },
    get [readyJson]() {
      return `{"items":${items},${JSON.stringify(others).slice(1)}`
    },
  }
}

const parseRows = (json: string): Contact[] => JSON.parse(json)
