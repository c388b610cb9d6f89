import type { z } from 'zod'
import { amoContact, amoContactPage, type AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import {
  amoAccount,
  amoCatalogPage,
  amoCompany,
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
import { amoChats, type AmoChatWrite } from '#contract/upstream/amo-v4/chats.ts'
import { amoFieldPage } from '#contract/upstream/amo-v4/fields.ts'
import {
  amoWriteAnswer,
  type AmoContactLink,
  type AmoContactWrite,
} from '#contract/upstream/amo-v4/writes.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import { parseAnswer } from '#proxy/sources/transport/parse-answer.ts'
import { queryText } from '#proxy/sources/transport/query-text.ts'
import { chunksOf, idFilter, pageAmount } from './request.ts'

const maxSingles = 10 // where the account ignores id filters, each look-up costs one of 7 calls a second

const everything = 'leads,customers,catalog_elements'

type Counted = z.ZodType<{ _links?: { next?: unknown } | undefined }>

/** The calls of amoCRM v4 we use, in its own terms. Empty answers (204) end here. */
export function createClient(http: SourceHttp) {
  async function get<T extends z.ZodType>(
    schema: T,
    path: string,
    call: Call,
  ): Promise<z.output<T> | undefined> {
    const body = await http.get(path, call)
    if (body === undefined) return undefined
    return parseAnswer(schema, body, path, false)
  }

  /** Every page of a list that is short by nature: users, fields, catalogs. */
  async function all<T extends Counted, Item>(
    schema: T,
    path: string,
    itemsOf: (page: z.output<T>) => Item[],
    call: Call,
  ): Promise<Item[]> {
    const items: Item[] = []
    for (let page = 1; page <= maxPages; page++) {
      const answer = await get(schema, `${path}?limit=${pageAmount}&page=${page}`, call)
      if (!answer) break
      items.push(...itemsOf(answer))
      if (!answer._links?.next) break
    }
    return items
  }

  /**
   * Entities by id, up to 250 a call. An account without the filter feature answers an unfiltered
   * list instead: those rows are dropped and a few of the missing ones requested one by one.
   */
  async function byIds<Item extends { id: number }, Page extends z.ZodType>(
    path: string,
    page: { schema: Page; itemsOf: (page: z.output<Page>) => Item[] },
    itemSchema: z.ZodType<Item>,
    ids: number[],
    call: Call,
  ): Promise<Map<number, Item>> {
    const found = new Map<number, Item>()
    for (const chunk of chunksOf(ids, pageAmount)) {
      const answer = await get(page.schema, `${path}?${idFilter(chunk)}&limit=${pageAmount}`, call)
      const items = answer === undefined ? [] : page.itemsOf(answer)
      const asked = new Set(chunk)
      for (const item of items) if (asked.has(item.id)) found.set(item.id, item)
      if (items.every((item) => asked.has(item.id))) continue
      for (const id of chunk.filter((id) => !found.has(id)).slice(0, maxSingles)) {
        const item = await get(itemSchema, `${path}/${id}`, call)
        if (item) found.set(id, item)
      }
    }
    return found
  }

  return {
    listContacts: (params: [string, string | number][], call: Call) =>
      get(amoContactPage, `/api/v4/contacts?${queryText(params)}`, call),
    /** Up to 250 by id with all linked entities. */
    contactsById: (ids: number[], call: Call) =>
      get(
        amoContactPage,
        `/api/v4/contacts?${idFilter(ids)}&limit=${pageAmount}&with=${everything}`,
        call,
      ),
    /** Up to 250 by id, with no more than their own rows. */
    contactRows: async (ids: number[], call: Call) =>
      (await get(amoContactPage, `/api/v4/contacts?${idFilter(ids)}&limit=${pageAmount}`, call))
        ?._embedded.contacts ?? [],
    newestContacts: (page: number, limit: number, call: Call) =>
      get(amoContactPage, `/api/v4/contacts?order[id]=desc&limit=${limit}&page=${page}`, call),
    getContact: (id: number, call: Call): Promise<AmoContact | undefined> =>
      get(amoContact, `/api/v4/contacts/${id}?with=${everything}`, call),
    getAccount: (call: Call) => get(amoAccount, '/api/v4/account?with=datetime_settings', call),
    listUsers: (call: Call) => all(amoUserPage, '/api/v4/users', (p) => p._embedded.users, call),
    listFields: (call: Call) =>
      all(amoFieldPage, '/api/v4/contacts/custom_fields', (p) => p._embedded.custom_fields, call),
    listCatalogs: (call: Call) =>
      all(amoCatalogPage, '/api/v4/catalogs', (p) => p._embedded.catalogs, call),
    listPipelines: async (call: Call) =>
      (await get(amoPipelinePage, '/api/v4/leads/pipelines', call))?._embedded.pipelines ?? [],
    listCompanies: (call: Call) =>
      all(amoCompanyPage, '/api/v4/companies', (p) => p._embedded.companies, call),
    companies: (ids: number[], call: Call) =>
      byIds(
        '/api/v4/companies',
        { schema: amoCompanyPage, itemsOf: (p) => p._embedded.companies },
        amoCompany,
        ids,
        call,
      ),
    leads: (ids: number[], call: Call) =>
      byIds(
        '/api/v4/leads',
        { schema: amoLeadPage, itemsOf: (p) => p._embedded.leads },
        amoLead,
        ids,
        call,
      ),
    customers: (ids: number[], call: Call) =>
      byIds(
        '/api/v4/customers',
        { schema: amoCustomerPage, itemsOf: (p) => p._embedded.customers },
        amoCustomer,
        ids,
        call,
      ),
    elements: (catalogId: number, ids: number[], call: Call) =>
      byIds(
        `/api/v4/catalogs/${catalogId}/elements`,
        { schema: amoElementPage, itemsOf: (p) => p._embedded.elements },
        amoElement,
        ids,
        call,
      ),
    write: (method: 'POST' | 'PATCH', items: AmoContactWrite[], call: Call) =>
      http
        .write(method, '/api/v4/contacts', items, call)
        .then((body) => parseAnswer(amoWriteAnswer, body, '/api/v4/contacts', true)),
    listChats: async (name: 'chat_id' | 'contact_id', ids: (string | number)[], call: Call) => {
      const query = ids.map((id) => `${name}[]=${id}`).join('&')
      return (await get(amoChats, `/api/v4/contacts/chats?${query}`, call))?._embedded.chats ?? []
    },
    linkChats: (items: AmoChatWrite[], call: Call) =>
      http
        .write('POST', '/api/v4/contacts/chats', items, call)
        .then(
          (body) => parseAnswer(amoChats, body, '/api/v4/contacts/chats', true)._embedded.chats,
        ),
    linkMany: (operation: 'link' | 'unlink', links: AmoContactLink[], call: Call) =>
      http.write('POST', `/api/v4/contacts/${operation}`, links, call),
  }
}
export type AmoV4Client = ReturnType<typeof createClient>

const maxPages = 40 // 10,000 companies; users and fields are far fewer
