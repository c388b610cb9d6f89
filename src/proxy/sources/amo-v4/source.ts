import { capabilitiesOf, type SourceFacts } from '#proxy/sources/capabilities.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { ReportUnreadable } from '#proxy/sources/transport/parse-answer.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import { createAccountCaches } from './account-caches.ts'
import { createActivityCalls } from './activity-calls.ts'
import { createActivities } from './activity-part.ts'
import { createClient } from './client.ts'
import { createCompanyCalls } from './company-calls.ts'
import { createChatCalls, createChatCounts } from './chat-calls.ts'
import { defaultSort } from './contact-listing.ts'
import { paceMirror } from '#proxy/sources/mirror-pace.ts'
import { createSnapshots } from './contact-snapshots.ts'
import { listedKeys } from './read-translation.ts'
import { createLinkedReads } from './linked-entities.ts'
import { createFeed } from './source-feed.ts'
import { createLinker } from './source-linker.ts'
import { createTalkAvailability, createTalkCalls } from './talk-calls.ts'
import { createDetails, createReader } from './source-reader.ts'
import { createWriter, maxBatch } from './source-writer.ts'

/**
 * Sorting by `created_at` is documented in one edition and ignored by live accounts, so it is not
 * supported.
 */
const facts: SourceFacts = {
  search: true,
  filters: [
    'ids',
    'name',
    'responsible',
    'createdBy',
    'updatedBy',
    'created',
    'updated',
    'nextTask',
    'fields',
  ],
  sorts: ['updatedAt', 'name', 'id'],
  defaultSort,
  pageSizes: [50, 100, 250],
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
    isAllOrNothing: true,
    createsOrUpdates: false,
    nameParts: true,
    requiresName: false,
    maxContactPoints: null,
    clears: true,
    rejectsStale: false,
    tags: true,
  },
  links: ['leads', 'customers', 'companies', 'catalogElements'],
  maxStatusLength: null,
  bots: [],
  messengers: [],
  tagList: true,
}

export type AmoV4Options = {
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

const noNames = new Map<number, string>()

export function createAmoV4Source(options: AmoV4Options): Source {
  const { id, title, http, close, webUrl, report, mirrorRate = 0, now } = options
  const client = createClient(http, report)
  const paced = paceMirror(http, mirrorRate)
  const caches = createAccountCaches(client, report)
  const { account, fields, timeZone, tagsWritten } = caches
  const toUrl = (contactId: number) => webUrl && `${webUrl}/contacts/detail/${contactId}`
  const toDetails = createDetails(caches, toUrl)
  const { readContacts, creationLookup } = createSnapshots({
    client,
    // Writes use IDs: other names than those that are known would cost a call for each page.
    toDetails: (found, call) =>
      toDetails(found, { users: noNames, companies: caches.knownCompanies(found) }, call),
    ownUser: async (call) => (await account(call)).currentUser ?? null,
    ...(now && { now }),
  })
  const { forget: forgetLinked, ...linkedReads } = createLinkedReads({ client, account, webUrl })

  const availability = createTalkAvailability()
  const { forget: forgetTypes, ...activities } = createActivities({
    calls: createActivityCalls(http, report),
    client,
    caches,
  })
  const parts = {
    writer: createWriter({ client, fields, timeZone, tagsWritten, creationLookup }),
    linker: createLinker(client, linkedReads),
    companies: createCompanyCalls({ client, caches, webUrl }),
    chats: createChatCalls(client),
    talks: createTalkCalls(http, availability, report),
    variables: null,
    activities,
  }
  const capabilities = capabilitiesOf(parts, facts)
  const copied = createClient(paced, report)
  const contactUrl = webUrl && `${webUrl}/contacts/detail/{id}`
  const info = { id, kind: 'amo-v4' as const, title, contactUrl, capabilities }
  const withoutTalks = { ...info, capabilities: { ...capabilities, talks: false } }
  return {
    get info() {
      return availability.isAvailable() ? info : withoutTalks
    },
    reader: createReader({ client, caches, capabilities, toDetails, readContacts }),
    feed: createFeed({
      client: copied,
      countChats: createChatCounts(copied),
      talks: createTalkCalls(paced, availability, report),
      caches,
      toUrl,
      countSent: paced.countSent,
      now: now ?? Date.now,
    }),
    mirror: null,
    connection: http.connection,
    ...parts,
    reset() {
      caches.forget()
      forgetLinked()
      forgetTypes()
      availability.note(true)
      http.release()
    },
    close,
  }
}
