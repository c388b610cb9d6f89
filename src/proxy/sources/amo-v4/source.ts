import type { Capabilities } from '#contract/api/sources.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import { ttlCache } from '#proxy/sources/transport/ttl-cache.ts'
import { createNameCache } from '#proxy/sources/name-cache.ts'
import { looksSearched } from '#proxy/sources/search-check.ts'
import type { Source } from '#proxy/sources/source.ts'
import { checkSupported, unsupported } from '#proxy/sources/supported-query.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import { createChatCalls } from './chat-calls.ts'
import { createClient } from './client.ts'
import { defaultSort, matches, toListParams } from './contact-listing.ts'
import { createLinkedReads } from './linked-entities.ts'
import {
  toContact,
  toContactDetail,
  toFieldDefinition,
  toUser,
  type ContactNames,
  type RowFields,
} from './read-translation.ts'
import { createSnapshots } from './contact-snapshots.ts'
import { createSourceWrites } from './source-writes.ts'

const minute = 60_000

/** `created_at` is documented in one edition and ignored by live accounts: not offered as a sort. */
export const amoV4Capabilities: Capabilities = {
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
  overview: 'changed',
  sections: ['leads', 'customers', 'catalogElements'],
  knows: {
    updatedAt: true,
    responsible: true,
    company: true,
    tags: true,
    nextTask: true,
    authors: true,
  },
  writes: {
    create: true,
    edit: true,
    batch: 250,
    isAllOrNothing: true,
    createsOrUpdates: false,
    nameParts: true,
    requiresName: false,
    maxContactPoints: null,
    clears: true,
    checksSeen: true,
    links: ['leads', 'customers', 'companies', 'catalogElements'],
    tags: true,
  },
  chats: true,
  status: null,
  variables: false,
  bots: [],
  messengers: [],
}

export type AmoV4Options = {
  id: string
  title: string
  http: SourceHttp
  close: () => Promise<void>
  /** Address of the account's own interface, for links out; null where there is none. */
  webUrl: string | null
}

export function createAmoV4Source({ id, title, http, close, webUrl }: AmoV4Options): Source {
  const client = createClient(http)
  const account = ttlCache(10 * minute, client.getAccount)
  const users = ttlCache(5 * minute, async (call) => (await client.listUsers(call)).map(toUser))
  const fields = ttlCache(5 * minute, async (call) =>
    (await client.listFields(call)).map(toFieldDefinition),
  )
  const companies = createNameCache(30 * minute, client.companies)
  // Loaded once in the background, so that a page costs one call and not a second one for names.
  const learnCompanies = ttlCache(30 * minute, async () => {
    for (const company of await client.listCompanies({ priority: 'bulk' }))
      companies.remember(company.id, company)
  })
  const timeZone = async (call: Call) =>
    (await account(call))?._embedded?.datetime_settings?.timezone ?? 'UTC'

  async function namesFor(contacts: AmoContact[], call: Call): Promise<ContactNames> {
    const companyIds = contacts.flatMap((c) => c._embedded?.companies ?? []).map((c) => c.id)
    const [userList, firms] = await Promise.all([
      orFallback(() => users(call), []),
      orFallback(() => companies.get(companyIds, call), new Map()),
    ])
    return {
      users: new Map(userList.map((u) => [u.id, u.name])),
      companies: new Map([...firms].map(([firmId, { name }]) => [firmId, name])),
    }
  }

  const rowFields = async (ids: number[], call: Call): Promise<RowFields> => {
    const [definitions, zone] = await Promise.all([
      orFallback(() => fields(call), []),
      timeZone(call),
    ])
    return { ids, definitions, timeZone: zone }
  }
  async function toDetails(found: AmoContact[], names: ContactNames, call: Call) {
    const [definitions, zone] = await Promise.all([
      orFallback(() => fields(call), []),
      timeZone(call),
    ])
    return found.map((contact) =>
      toContactDetail(contact, {
        names,
        definitions,
        timeZone: zone,
        url: webUrl && `${webUrl}/contacts/detail/${contact.id}`,
      }),
    )
  }
  const snapshots = createSnapshots({
    client,
    // Writes go by ids: names would cost a call of the budget for each page.
    toDetails: (found, call) => toDetails(found, { users: new Map(), companies: new Map() }, call),
    ownUser: async (call) => (await account(call))?.current_user_id ?? null,
  })

  const { forget: forgetLinked, ...linkedReads } = createLinkedReads({ client, account, webUrl })

  return {
    info: {
      id,
      kind: 'amo-v4',
      title,
      contactUrl: webUrl && `${webUrl}/contacts/detail/{id}`,
      capabilities: amoV4Capabilities,
    },
    reset() {
      for (const learnt of [account, users, fields, companies, learnCompanies]) learnt.forget()
      forgetLinked()
      http.release()
    },
    close,
    async listContacts(query, call) {
      checkSupported(query, amoV4Capabilities)
      const page = await client.listContacts(toListParams(query), call)
      const found = page?._embedded.contacts ?? []
      // On failure the pages look the companies up themselves.
      learnCompanies(call).catch(() => {})
      const [names, columns] = await Promise.all([
        namesFor(found, call),
        query.columns && rowFields(query.columns, call),
      ])
      return {
        items: found.map((c) => toContact(c, names, columns)),
        page: query.page,
        hasNext: page?._links?.next !== undefined,
        total: null,
        filterApplied: found.every((c) => matches(c, query)) && looksSearched(found, query.search),
      }
    },
    async getContact(contactId, call) {
      const found = await client.getContact(contactId, call)
      if (!found) return undefined
      const [detail] = await toDetails([found], await namesFor([found], call), call)
      return detail
    },
    getAccount: async (call) => ({ timeZone: await timeZone(call) }),
    listUsers: users,
    listFields: fields,
    ...linkedReads,
    ...snapshots,
    ...createSourceWrites({ client, fields, timeZone }),
    ...createChatCalls(client),
    setStatus: unsupported('status'),
    setVariable: unsupported('variables'),
    deleteVariable: unsupported('variables'),
  }
}
