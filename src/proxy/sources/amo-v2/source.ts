import type { Call } from '#proxy/sources/transport/source-call.ts'
import {
  UnreadableAnswerError,
  type ReportUnreadable,
} from '#proxy/sources/transport/parse-answer.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import { capabilitiesOf, type SourceFacts } from '#proxy/sources/capabilities.ts'
import { toTimeZone } from '#proxy/sources/calendar.ts'
import { ttlCache } from '#proxy/sources/transport/ttl-cache.ts'
import type { Source, SourceReader } from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import { paceMirror } from '#proxy/sources/mirror-pace.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import { createClient } from './client.ts'
import { toFieldDefinition } from './field-kinds.ts'
import { createLinkedReads } from './linked-entities.ts'
import { listRows, maxRows } from './contact-listing.ts'
import { createSnapshots } from './contact-snapshots.ts'
import { listedKeys, toContact, toContactDetail, toUser, type About } from './read-translation.ts'
import { createItemSender, maxBatch } from './item-sender.ts'
import { createFeed } from './list-feed.ts'
import { createLinker } from './source-linker.ts'
import { createWriter } from './source-writer.ts'

const minute = 60_000

/** v2 documents neither an order nor totals; its filter by change has a start and no end. */
const facts: SourceFacts = {
  search: true,
  filters: ['ids', 'responsible', 'updatedSince'],
  sorts: [],
  defaultSort: null,
  pageSizes: [50, 100, 250, maxRows],
  totals: false,
  knows: {
    updatedAt: true,
    responsible: true,
    company: true,
    tags: true,
    nextTask: true,
    authors: true,
    more: listedKeys,
  },
  writes: {
    batch: maxBatch,
    isAllOrNothing: false,
    createsOrUpdates: false,
    nameParts: true,
    requiresName: true,
    maxContactPoints: null,
    clears: true,
    rejectsStale: true,
    tags: true,
  },
  links: ['leads', 'customers', 'companies'],
  maxStatusLength: null,
  bots: [],
  messengers: [],
  tagList: false,
}

export type AmoV2Options = {
  id: string
  title: string
  http: SourceHttp
  close: () => Promise<void>
  /** URL of the account's own user interface, for links; null if there is none. */
  webUrl: string | null
  report?: ReportUnreadable | undefined
  /** Calls per second with which a local copy is filled; 0: no limit of its own. */
  mirrorRate?: number
  /** Milliseconds by the source's clock. */
  now?: () => number
}

const nothing: About = {
  account: null,
  users: [],
  definitions: [],
  currency: null,
  timeZone: 'UTC',
  ownUser: null,
}

export function createAmoV2Source(options: AmoV2Options): Source {
  const { id, title, http, close, webUrl, now, report, mirrorRate = 0 } = options
  const client = createClient(http, report)
  const paced = paceMirror(http, mirrorRate)
  const about = ttlCache(5 * minute, async (call): Promise<About> => {
    const found = await client.getAccount(call)
    // Its zone, its fields and its users are not known then, which is not the same as none.
    if (!found) throw new UnreadableAnswerError('invalid_response', 'Empty answer of the account')
    const { id: accountId, currency, timezone, current_user: ownUser, _embedded: parts } = found
    const fields = parts?.custom_fields?.contacts?.items ?? []
    return {
      users: (parts?.users?.items ?? []).map(toUser),
      definitions: fields.toSorted((a, b) => (a.sort ?? 0) - (b.sort ?? 0)).map(toFieldDefinition),
      account: accountId ?? null,
      currency: currency || null,
      timeZone: toTimeZone(timezone, report),
      ownUser: ownUser ?? null,
    }
  })
  const definitions = async (call: Call) => (await about(call)).definitions
  /** Without permission to read the account, names and field kinds are unknown. */
  const known = (call: Call) => orFallback(() => about(call), nothing)

  const urlOf = (contactId: number) => webUrl && `${webUrl}/contacts/detail/${contactId}`

  const { readContacts, creationLookup } = createSnapshots({
    client,
    about,
    urlOf,
    ...(now && { now }),
  })
  const send = createItemSender(client)
  const parts = {
    writer: createWriter({ send, fields: definitions, creationLookup }),
    linker: createLinker(
      send,
      createLinkedReads({ client, currency: async (call) => (await known(call)).currency, webUrl }),
    ),
    companies: null,
    chats: null,
    talks: null,
    variables: null,
    activities: null,
    feed: createFeed({
      client: createClient(paced, report),
      about,
      toUrl: urlOf,
      countSent: paced.countSent,
      now: now ?? Date.now,
    }),
    mirror: null,
    connection: http.connection,
  }
  const capabilities = capabilitiesOf(parts, facts)

  const reader: SourceReader = {
    async listContacts(query, call) {
      checkSupported(query, capabilities)
      const { rows, unreadable, hasNext, filterApplied } = await listRows(client, query, call)
      const account = await known(call)
      const items = rows.map((row) => toContact(row, account, query.columns, query.attributes))
      return {
        items,
        unreadable,
        page: query.page,
        hasNext,
        total: null,
        asOf: null,
        filterApplied,
      }
    },
    async getContact(contactId, call) {
      const found = await client.getContact(contactId, call)
      if (!found) return undefined
      return toContactDetail(found, await known(call), urlOf(contactId))
    },
    readContacts,
    getAccount: async (call) => ({ timeZone: (await about(call)).timeZone }),
    listUsers: async (call) => (await about(call)).users,
    listFields: definitions,
    listTags: null,
  }
  const contactUrl = webUrl && `${webUrl}/contacts/detail/{id}`
  return {
    info: { id, kind: 'amo-v2', title, contactUrl, capabilities },
    reader,
    ...parts,
    reset() {
      about.forget()
      http.release()
    },
    close,
  }
}
