import type { FastifyInstance, FastifyReply } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { editAfterRead } from '#mock/concurrent-edits.ts'
import { deleteAfterPage, restrictToShare } from '#mock/list-faults.ts'
import { textsOf, type Query } from '#mock/query-params.ts'
import type { ContactFilter } from '#mock/store/contact-filter.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { Store } from '#mock/mock-store.ts'
import { authenticateV2 } from './v2-login.ts'
import { v2FieldResponse } from './v2-field-output.ts'

export const maxRows = 500 // the system's limit (seed 003)

/** `GET /api/v2/contacts`, with or without a trailing slash (seed 003). */
export function v2ContactReads(app: FastifyInstance, services: Services) {
  const { store, access, faults } = services
  app.get<{ Querystring: Query }>('/api/v2/contacts', (request, reply) => {
    const user = authenticateV2(services, request)
    const { query } = request
    const since = sinceOf(request.headers['if-modified-since'])
    const { filter, offset, limit } = selectionOf(query, since, faults.ignoresFilter(request))
    const visible = access.visibleOwnerIds(user)
    if (visible) {
      const requested = filter.responsible
      filter.responsible = requested ? visible.filter((id) => requested.includes(id)) : visible
    }
    restrictToShare(services, request, filter)
    const ids = store.contacts.v2Ids({ filter, order: 'id', descending: false, offset, limit })
    if (ids.length === 0) return sendNoContent(reply)
    const items = ids.flatMap((id) => {
      const contact = store.contact(id)
      return contact ? [contactResponse(contact, store)] : []
    })
    editAfterRead(services, request, filter.ids)
    deleteAfterPage(services, request, filter)
    setRuntimeTimestamp(reply, store)
    return sendHal(reply, { _links: v2Link(request.url, 'get'), _embedded: { items } })
  })
}

/** With `id`, all other filters are ignored. */
function selectionOf(query: Query, since: number | undefined, isUnfiltered: boolean) {
  const ids = integersOf(query['id'])
  if (ids) return { filter: { ids } as ContactFilter, offset: 0, limit: maxRows }
  const filter: ContactFilter = {}
  const responsible = integersOf(query['responsible_user_id'])
  if (responsible) filter.responsible = responsible
  if (typeof query['query'] === 'string' && query['query'].trim() !== '')
    filter.text = query['query'].trim()
  if (since !== undefined) filter.updatedAt = { from: since + 1 } // strictly later
  return { filter: isUnfiltered ? {} : filter, ...rowsOf(query) }
}

/** `limit_offset` counts rows and is ignored without `limit_rows`. */
export function rowsOf(query: Query) {
  const rows = Number(integersOf(query['limit_rows'])?.[0] ?? 0)
  const offset = rows > 0 ? (integersOf(query['limit_offset'])?.[0] ?? 0) : 0
  return { offset, limit: Math.min(rows || maxRows, maxRows) }
}

export const integersOf = (value: Query[string]) =>
  textsOf(value)
    ?.filter((text) => /^\d{1,15}$/.test(text))
    .map(Number)

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `Mon, 01 Aug 2022 07:07:23`, optionally followed by UTC or GMT; always read as UTC. */
function sinceOf(header: string | undefined): number | undefined {
  const match = /(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)/.exec(header ?? '')
  const month = months.indexOf(match?.[2] ?? '')
  if (!match || month < 0) return undefined
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6]].map(
    Number,
  )
  return Date.UTC(year ?? 0, month, day, hour, minute, second) / 1000
}

export const v2Link = (href: string, method: 'get' | 'post') => ({ self: { href, method } })

export const setRuntimeTimestamp = (reply: FastifyReply, store: Store) =>
  reply.header('runtime-timestamp', String(store.now()))

function contactResponse(contact: Contact, store: Store) {
  const { id, company_id: companyId } = contact
  const linked = (kind: 'leads' | 'customers') => {
    const ids =
      store.links
        .ofContacts([id], kind)
        .get(id)
        ?.map((link) => link.to_id) ?? []
    return ids.length === 0
      ? {}
      : { id: ids, _links: v2Link(`/api/v2/${kind}?id=${ids.join(',')}`, 'get') }
  }
  const company = companyId === null ? undefined : store.companies.get(companyId)
  return {
    id,
    name: contact.name,
    first_name: contact.first_name,
    last_name: contact.last_name,
    responsible_user_id: contact.responsible_user_id,
    created_by: contact.created_by,
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    account_id: contact.account_id,
    updated_by: contact.updated_by,
    group_id: contact.group_id,
    company: company
      ? {
          id: company.id,
          name: company.name,
          _links: v2Link(`/api/v2/companies?id=${company.id}`, 'get'),
        }
      : {},
    leads: linked('leads'),
    closest_task_at: contact.closest_task_at ?? 0,
    tags: contact.tags.map((tag) => ({ id: tag.id, name: tag.name })),
    custom_fields: (contact.custom_fields_values ?? []).map((field) =>
      v2FieldResponse(field, store.directory.field(field.field_id)),
    ),
    customers: linked('customers'),
    _links: v2Link(`/api/v2/contacts?id=${id}`, 'get'),
  }
}
