import { messenger, type Capabilities } from '#contract/api/sources.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import type { ContactLinks, SourceSnapshot, Source } from '#proxy/sources/source.ts'
import { checkSupported, unsupported } from '#proxy/sources/supported-query.ts'
import { createClient } from './client.ts'
import { createLocator } from './contact-locator.ts'
import { matches, maxRows, toSelection } from './contact-listing.ts'
import { fieldDefinitions, toContact, toContactDetail } from './read-translation.ts'
import { createSourceWrites } from './source-writer.ts'

const maxStatusLength = 64 // characters (seed 004)

/** The list has no tags: they come with a single contact only. */
const capabilitiesFor = (bots: Capabilities['bots']): Capabilities => ({
  search: false,
  filters: ['bot', 'created'],
  sorts: [],
  defaultSort: null,
  pageSizes: [50, 100, 250, maxRows],
  totals: true,
  overview: 'added',
  sections: [],
  knows: {
    updatedAt: false,
    responsible: false,
    company: false,
    tags: false,
    nextTask: false,
    authors: false,
  },
  writes: {
    create: true,
    edit: true,
    batch: 1,
    isAllOrNothing: false,
    createsOrUpdates: true,
    nameParts: false,
    requiresName: true,
    maxContactPoints: 1,
    clears: false,
    checksSeen: false,
    links: [],
    tags: true,
  },
  chats: false,
  status: { maxLength: maxStatusLength },
  variables: true,
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
  const capabilities = capabilitiesFor(bots)
  const client = createClient(http)
  // Without a bot WatBot lists all of the account, which is the same where there is but one.
  const everywhere = { bot: bots.length === 1 ? bots[0]?.id : undefined }
  const locator = createLocator(client, everywhere)

  return {
    info: { id, kind: 'watbot', title, contactUrl: null, capabilities },
    reset() {
      locator.forget()
      http.release()
    },
    close,
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
    creationLookup: null,
    getAccount: () => Promise.resolve({ timeZone: null }),
    listUsers: () => Promise.resolve([]),
    listFields: () => Promise.resolve(fieldDefinitions),
    listLeads: unsupported('leads'),
    listCustomers: unsupported('customers'),
    listElements: unsupported('catalogElements'),
    ...createSourceWrites({ client, locator, bots: bots.map((bot) => bot.id), now }),
    link: unsupported('link'),
    unlink: unsupported('unlink'),
    linkContacts: unsupported('link'),
    unlinkContacts: unsupported('unlink'),
    findChats: unsupported('chats'),
    readChats: unsupported('chats'),
    linkChats: unsupported('chats'),
    async setStatus(contactId, status, call) {
      if (Array.from(status).length > maxStatusLength)
        throw new UnsupportedError('status', `at most ${maxStatusLength} characters`)
      await client.setStatus(contactId, status, call)
    },
    setVariable: client.setVariable,
    deleteVariable: client.deleteVariable,
  }
}
