import { messenger, type Capabilities } from '#contract/api/sources.ts'
import type { Rows } from '#contract/upstream/lenient.ts'
import { capabilitiesOf, type SourceFacts } from '#proxy/sources/capabilities.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import { toUnreadableRows } from '#proxy/sources/unreadable-attributes.ts'
import {
  readable,
  UnreadableAnswerError,
  type ReportUnreadable,
} from '#proxy/sources/transport/parse-answer.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import type {
  ContactLinks,
  ContactsRead,
  Source,
  SourceReader,
  SourceVariables,
} from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import { createClient, type BotClient, type BotSelection } from './client.ts'
import { createLocator } from './contact-locator.ts'
import { matches, maxRows, toSelection } from './contact-listing.ts'
import { fieldDefinitions } from './field-kinds.ts'
import { createFeed } from './list-feed.ts'
import { toRow, type KnownParts } from './stored-contacts.ts'
import { paceMirror } from '#proxy/sources/mirror-pace.ts'
import { createRowObservers } from '#proxy/sources/row-observers.ts'
import { listedKeys, toContact, toContactDetail, toVariables } from './read-translation.ts'
import { createWriter } from './source-writer.ts'

const maxStatusLength = 64 // characters (seed 004)

/** Tags are not included in the list, but only in single contacts. */
const factsFor = (bots: Capabilities['bots']): SourceFacts => ({
  search: false,
  filters: ['bot', 'created'],
  sorts: [],
  defaultSort: null,
  pageSizes: [50, 100, 250, maxRows],
  totals: true,
  knows: {
    updatedAt: false,
    responsible: false,
    company: false,
    tags: false,
    nextTask: false,
    authors: false,
    more: listedKeys,
  },
  writes: {
    batch: 1,
    isAllOrNothing: false,
    createsOrUpdates: true,
    nameParts: false,
    requiresName: true,
    maxContactPoints: 1,
    clears: false,
    rejectsStale: false,
    tags: true,
  },
  links: [],
  maxStatusLength,
  bots,
  messengers: [...messenger.options],
  tagList: false,
})

const noLinks: ContactLinks = { leads: [], customers: [], companies: [], catalogElements: [] }

export type WatbotOptions = {
  id: string
  title: string
  http: SourceHttp
  close: () => Promise<void>
  /** Calls per second with which a local copy is filled; 0: no limit of its own. */
  mirrorRate?: number
  /** Configured, because WatBot has no method to list them. */
  bots: Capabilities['bots']
  report?: ReportUnreadable | undefined
  /** Milliseconds by the source's clock. */
  now?: () => number
}

export function createWatbotSource(options: WatbotOptions): Source {
  const { id, title, http, close, bots, report, mirrorRate = 0, now = Date.now } = options
  const client = createClient(http, report)
  const pacedHttp = paceMirror(http, mirrorRate)
  // Without a bot, WatBot lists all contacts of the account; with a single bot, they are the same.
  const everywhere = { bot: bots.length === 1 ? bots[0]?.id : undefined }
  const selections = new Map<number, BotSelection>()
  const locator = createLocator(client, everywhere, selections)
  const observers = createRowObservers()
  const paced = createClient(pacedHttp, report)

  const parts = {
    writer: createWriter({ client, locator, observers, bots: bots.map((bot) => bot.id), now }),
    linker: null,
    companies: null,
    chats: null,
    talks: null,
    variables: createVariables(client),
    activities: null,
    feed: createFeed({
      client: paced,
      // What it reads for the copy has the pace of the copy.
      locator: createLocator(paced, everywhere, selections),
      everywhere,
      bots,
      observe: observers.observe,
      countSent: pacedHttp.countSent,
      now,
    }),
    mirror: null,
    connection: http.connection,
  }
  const capabilities = capabilitiesOf(parts, factsFor(bots))

  const reader: SourceReader = {
    async listContacts(query, call) {
      checkSupported(query, capabilities)
      const asked = toSelection(query)
      const where = { ...asked, bot: asked.bot ?? everywhere.bot }
      const found = await client.listContacts(where, query.page, query.size, call)
      const { items: data, dropped, lastPage, total } = found
      locator.remember(data)
      const filterApplied = data.every((row) => matches(row, query))
      return {
        items: data.map((row) => toContact(row, bots, query.columns, query.attributes)),
        unreadable: toUnreadableRows(dropped),
        page: query.page,
        hasNext: query.page < lastPage,
        total: filterApplied ? total : null,
        asOf: null,
        filterApplied,
      }
    },
    async getContact(contactId, call) {
      const passOn = observers.begin()
      const row = await locator.find(contactId, call)
      if (row === 'unreadable')
        throw new UnreadableAnswerError(
          'invalid_response',
          `Contact ${contactId} could not be read`,
        )
      if (!row) return undefined
      const [tags, variables] = await Promise.all([
        // Optional data: a contact is shown without it.
        orFallback<Rows<string> | 'unreadable'>(
          () => client.contactTags(contactId, call),
          'unreadable',
        ),
        orFallback(() => client.contactVariables(contactId, call), []),
      ])
      passOn(toRow(row, knownOf(tags)))
      return toContactDetail(row, tags, variables)
    },
    /** One by one, as WatBot requires: the contact's row and its tags. */
    async readContacts(ids, call) {
      const read: ContactsRead = { snapshots: [], unreadable: [] }
      for (const contactId of new Set(ids)) {
        const readAt = now()
        const passOn = observers.begin()
        const row = await locator.find(contactId, call)
        if (row === 'unreadable') read.unreadable.push(contactId)
        if (row === 'unreadable' || !row) continue
        const tags = await readable(() => client.contactTags(contactId, call))
        passOn(toRow(row, knownOf(tags)))
        const detail = toContactDetail(row, tags, [])
        read.snapshots.push({ detail, links: noLinks, readAt })
      }
      return read
    },
    getAccount: () => Promise.resolve({ timeZone: null }),
    listUsers: () => Promise.resolve([]),
    listFields: () => Promise.resolve(fieldDefinitions),
    listTags: null,
  }
  return {
    info: { id, kind: 'watbot', title, contactUrl: null, capabilities },
    reader,
    ...parts,
    reset() {
      locator.forget()
      http.release()
    },
    close,
  }
}

const knownOf = (tags: Rows<string> | 'unreadable'): KnownParts =>
  tags === 'unreadable' || tags.dropped.length > 0 ? {} : { tags: tags.items }

const createVariables = (client: BotClient): SourceVariables => ({
  async setStatus(contactId, status, call) {
    if (Array.from(status).length > maxStatusLength)
      throw new UnsupportedError('status', `at most ${maxStatusLength} characters`)
    await client.setStatus(contactId, status, call)
  },
  async readVariables(contactId, call) {
    return toVariables(await client.contactVariables(contactId, call))
  },
  setVariable: client.setVariable,
  deleteVariable: client.deleteVariable,
})
