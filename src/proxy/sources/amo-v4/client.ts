import type { z } from 'zod'
import type { Page } from '#contract/upstream/list-envelope.ts'
import {
  amoContact,
  amoContactPage,
  amoStoredContact,
  amoStoredPage,
  type AmoContact,
} from '#contract/upstream/amo-v4/contacts.ts'
import { amoFullCompany, amoFullCompanyPage } from '#contract/upstream/amo-v4/companies.ts'
import { amoEventPage, amoTaskPage } from '#contract/upstream/amo-v4/events.ts'
import {
  amoAccount,
  amoAccountTagPage,
  amoCatalogPage,
  amoCompany,
  amoCompanyAnswer,
  amoCompanyPage,
  amoCustomer,
  amoCustomerPage,
  amoElement,
  amoElementPage,
  amoLead,
  amoLeadPage,
  amoPipelinePage,
  amoUserPage,
} from '#contract/upstream/amo-v4/entities.ts'
import {
  amoChatPage,
  amoChatWriteAnswer,
  type AmoChatWrite,
} from '#contract/upstream/amo-v4/chats.ts'
import { amoFieldPage } from '#contract/upstream/amo-v4/fields.ts'
import {
  amoLinkAnswer,
  amoWriteAnswer,
  type AmoContactLink,
  type AmoContactWrite,
} from '#contract/upstream/amo-v4/writes.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import {
  parseAnswer,
  readable,
  type ReportUnreadable,
} from '#proxy/sources/transport/parse-answer.ts'
import { queryText } from '#proxy/sources/transport/query-text.ts'
import { chunksOf, idFilter, pageAmount } from './request.ts'

// if the account ignores ID filters, each look-up costs one of 7 calls per second
const maxSingles = 10

const everything = 'leads,customers,catalog_elements'

type PageSchema<Item> = z.ZodType<Page<Item>>

/**
 * The calls of amoCRM v4 that the proxy uses, in its own format. Empty responses (204) are handled
 * here.
 */
export function createClient(http: SourceHttp, report?: ReportUnreadable) {
  async function get<T extends z.ZodType>(
    schema: T,
    path: string,
    call: Call,
  ): Promise<z.output<T> | undefined> {
    const body = await http.get(path, call)
    if (body === undefined) return undefined
    return parseAnswer(schema, body, path, { report })
  }

  /** All pages of a list that is short by nature: users, fields, tags, catalogs. */
  async function all<Item>(schema: PageSchema<Item>, path: string, call: Call): Promise<Item[]> {
    const items: Item[] = []
    for (let page = 1; page <= maxPages; page++) {
      const answer = await get(schema, `${path}?limit=${pageAmount}&page=${page}`, call)
      if (!answer) break
      items.push(...answer.items)
      if (!answer.hasNext || answer.items.length + answer.dropped.length === 0) break
    }
    return items
  }

  /**
   * Entities by ID, up to 250 per call. An account without the filter feature returns an unfiltered
   * list instead: the other rows are dropped, and a limited number of missing ones is requested one
   * by one.
   */
  async function byIds<Item extends { id: number }>(
    path: string,
    page: PageSchema<Item>,
    itemSchema: z.ZodType<Item>,
    ids: number[],
    call: Call,
  ): Promise<Map<number, Item>> {
    const found = new Map<number, Item>()
    for (const chunk of chunksOf(ids, pageAmount)) {
      const answer = await get(page, `${path}?${idFilter(chunk)}&limit=${pageAmount}`, call)
      const items = answer?.items ?? []
      const asked = new Set(chunk)
      for (const item of items) if (asked.has(item.id)) found.set(item.id, item)
      if (items.every((item) => asked.has(item.id))) continue
      for (const id of chunk.filter((id) => !found.has(id)).slice(0, maxSingles)) {
        const item = await orUnreadable(`${path}/${id}`, () =>
          get(itemSchema, `${path}/${id}`, call),
        )
        if (item) found.set(id, item)
      }
    }
    return found
  }

  /** For optional data: an unreadable response counts as none and is reported. */
  async function orUnreadable<T>(what: string, load: () => Promise<T>): Promise<T | undefined> {
    const read = await readable(load)
    if (read !== 'unreadable') return read
    report?.({ what, unreadable: [{ id: null, path: '' }] })
    return undefined
  }

  return {
    listContacts: (params: [string, string | number][], call: Call) =>
      get(amoContactPage, `/api/v4/contacts?${queryText(params)}`, call),
    /** The same rows with their JSON and all linked entities, for the local copy. */
    listStored: (query: string, call: Call) =>
      get(amoStoredPage, `/api/v4/contacts?${query}&with=${everything}`, call),
    getStored: (id: number, call: Call) =>
      get(amoStoredContact, `/api/v4/contacts/${id}?with=${everything}`, call),
    listEvents: (query: string, call: Call) => get(amoEventPage, `/api/v4/events?${query}`, call),
    tasksSince: (seconds: number, page: number, call: Call) =>
      get(
        amoTaskPage,
        `/api/v4/tasks?filter[entity_type]=contacts&filter[updated_at][from]=${seconds}&limit=${pageAmount}&page=${page}`,
        call,
      ),
    companiesSince: (seconds: number, page: number, call: Call) =>
      get(
        amoCompanyPage,
        `/api/v4/companies?filter[updated_at][from]=${seconds}&limit=${pageAmount}&page=${page}`,
        call,
      ),
    /** Up to 250 contacts by ID with all linked entities. */
    contactsById: (ids: number[], call: Call) =>
      get(
        amoContactPage,
        `/api/v4/contacts?${idFilter(ids)}&limit=${pageAmount}&with=${everything}`,
        call,
      ),
    /** Up to 250 contacts by ID without linked entities. */
    contactRows: async (ids: number[], call: Call) =>
      (await get(amoContactPage, `/api/v4/contacts?${idFilter(ids)}&limit=${pageAmount}`, call))
        ?.items ?? [],
    newestContacts: (page: number, limit: number, call: Call) =>
      get(amoContactPage, `/api/v4/contacts?order[id]=desc&limit=${limit}&page=${page}`, call),
    getContact: (id: number, call: Call): Promise<AmoContact | undefined> =>
      get(amoContact, `/api/v4/contacts/${id}?with=${everything}`, call),
    getAccount: (call: Call) =>
      orUnreadable('/api/v4/account', () =>
        get(amoAccount, '/api/v4/account?with=datetime_settings,users_groups', call),
      ),
    listUsers: (call: Call) => all(amoUserPage, '/api/v4/users', call),
    listFields: (call: Call) => all(amoFieldPage, '/api/v4/contacts/custom_fields', call),
    listTags: (call: Call) => all(amoAccountTagPage, '/api/v4/contacts/tags', call),
    listCatalogs: (call: Call) => all(amoCatalogPage, '/api/v4/catalogs', call),
    listPipelines: async (call: Call) =>
      (await get(amoPipelinePage, '/api/v4/leads/pipelines', call))?.items ?? [],
    listCompanies: (call: Call) => all(amoCompanyPage, '/api/v4/companies', call),
    findCompanies: (params: [string, string | number][], call: Call) =>
      get(amoFullCompanyPage, `/api/v4/companies?${queryText(params)}`, call),
    getCompany: (id: number, call: Call) =>
      get(amoFullCompany, `/api/v4/companies/${id}?with=contacts,leads,customers`, call),
    createCompany: (name: string, call: Call) =>
      http
        .write('POST', '/api/v4/companies', [{ name, request_id: '0' }], call)
        .then(
          (body) =>
            parseAnswer(amoCompanyAnswer, body, '/api/v4/companies', { mayHaveHappened: true })
              ._embedded.companies[0],
        ),
    companies: (ids: number[], call: Call) =>
      byIds('/api/v4/companies', amoCompanyPage, amoCompany, ids, call),
    leads: (ids: number[], call: Call) => byIds('/api/v4/leads', amoLeadPage, amoLead, ids, call),
    customers: (ids: number[], call: Call) =>
      byIds('/api/v4/customers', amoCustomerPage, amoCustomer, ids, call),
    elements: (catalogId: number, ids: number[], call: Call) =>
      byIds(`/api/v4/catalogs/${catalogId}/elements`, amoElementPage, amoElement, ids, call),
    write: (method: 'POST' | 'PATCH', items: AmoContactWrite[], call: Call) =>
      http
        .write(method, '/api/v4/contacts', items, call)
        .then((body) =>
          parseAnswer(amoWriteAnswer, body, '/api/v4/contacts', { mayHaveHappened: true }),
        ),
    listChats: (name: 'chat_id' | 'contact_id', ids: (string | number)[], call: Call) => {
      const query = ids.map((id) => `${name}[]=${id}`).join('&')
      return get(amoChatPage, `/api/v4/contacts/chats?${query}`, call)
    },
    linkChats: (items: AmoChatWrite[], call: Call) =>
      http.write('POST', '/api/v4/contacts/chats', items, call).then(
        (body) =>
          parseAnswer(amoChatWriteAnswer, body, '/api/v4/contacts/chats', {
            mayHaveHappened: true,
          })._embedded.chats,
      ),
    /**
     * The response to linking is a list of the links, the response to unlinking is 204 (reference
     * 5).
     */
    async linkMany(operation: 'link' | 'unlink', links: AmoContactLink[], call: Call) {
      const path = `/api/v4/contacts/${operation}`
      const body = await http.write('POST', path, links, call)
      if (operation === 'link' || body !== undefined)
        parseAnswer(amoLinkAnswer, body, path, { mayHaveHappened: true })
    },
  }
}
export type AmoV4Client = ReturnType<typeof createClient>

const maxPages = 40 // 10,000 companies; there are far fewer users and fields
