import { messenger, type Capabilities } from '#contract/api/sources.ts'
import { capabilitiesOf, type SourceFacts } from '#proxy/sources/capabilities.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import type {
  ContactLinks,
  Source,
  SourceReader,
  SourceSnapshot,
  SourceVariables,
} from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import { createClient, type BotClient } from './client.ts'
import { createLocator } from './contact-locator.ts'
import { matches, maxRows, toSelection } from './contact-listing.ts'
import { fieldDefinitions } from './field-kinds.ts'
import { toContact, toContactDetail } from './read-translation.ts'
import { createWriter } from './source-writer.ts'

const maxStatusLength = 64 // characters (seed 004)

/** The list has no tags: they come with a single contact only. */
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
  },
  writes: {
    batch: 1,
    isAllOrNothing: false,
    createsOrUpdates: true,
    nameParts: false,
    requiresName: true,
    maxContactPoints: 1,
    clears: false,
    tags: true,
  },
  links: [],
  maxStatusLength,
  bots,
  messengers: [...messenger.options],
})

const noLinks: ContactLinks = { leads: [], customers: [], companies: [], catalogElements: [] }

export type WatbotOptions = {
  id: string
  title: string
  http: SourceHttp
  close: () => Promise<void>
  /** WatBot has no method to list them. */
  bots: Capabilities['bots']
  /** Milliseconds. */
  now?: () => number
}

export function createWatbotSource(options: WatbotOptions): Source {
  const { id, title, http, close, bots, now = Date.now } = options
  const client = createClient(http)
  // Without a bot WatBot lists all of the account, which is the same where there is but one.
  const everywhere = { bot: bots.length === 1 ? bots[0]?.id : undefined }
  const locator = createLocator(client, everywhere)

  const parts = {
    writer: createWriter({ client, locator, bots: bots.map((bot) => bot.id), now }),
    linker: null,
    chats: null,
    variables: createVariables(client),
    activities: null,
  }
  const capabilities = capabilitiesOf(parts, factsFor(bots))

  const reader: SourceReader = {
    async listContacts(query, call) {
      checkSupported(query, capabilities)
      const asked = toSelection(query)
      const where = { ...asked, bot: asked.bot ?? everywhere.bot }
      const { data, meta } = await client.listContacts(where, query.page, query.size, call)
      locator.remember(data)
      const filterApplied = data.every((row) => matches(row, query))
      return {
        items: data.map((row) => toContact(row, query.columns)),
        page: query.page,
        hasNext: query.page < meta.last_page,
        total: filterApplied ? meta.total : null,
        filterApplied,
      }
    },
    async getContact(contactId, call) {
      const row = await locator.find(contactId, call)
      if (!row) return undefined
      const [tags, variables] = await Promise.all([
        client.contactTags(contactId, call),
        client.contactVariables(contactId, call),
      ])
      return toContactDetail(row, tags, variables)
    },
    /** One by one, as WatBot has it: its row and its tags. */
    async readContacts(ids, call) {
      const snapshots: SourceSnapshot[] = []
      for (const contactId of new Set(ids)) {
        const readAt = now()
        const row = await locator.find(contactId, call)
        if (!row) continue
        const detail = toContactDetail(row, await client.contactTags(contactId, call), [])
        snapshots.push({ detail, links: noLinks, readAt })
      }
      return snapshots
    },
    getAccount: () => Promise.resolve({ timeZone: null }),
    listUsers: () => Promise.resolve([]),
    listFields: () => Promise.resolve(fieldDefinitions),
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

const createVariables = (client: BotClient): SourceVariables => ({
  async setStatus(contactId, status, call) {
    if (Array.from(status).length > maxStatusLength)
      throw new UnsupportedError('status', `at most ${maxStatusLength} characters`)
    await client.setStatus(contactId, status, call)
  },
  setVariable: client.setVariable,
  deleteVariable: client.deleteVariable,
})
