import type { FastifyInstance, FastifyReply } from 'fastify'
import { sendHal, sendNothing } from '#mock/responses.ts'
import type { Services } from '#mock/mock-app.ts'
import { interfereAfter } from '#mock/concurrent-edits.ts'
import { textsOf, type Query } from '#mock/query-params.ts'
import type { ContactFilter } from '#mock/store/contact-filter.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { Store } from '#mock/mock-store.ts'
import { signedInLegacy } from './v2-login.ts'
import { legacyField } from './v2-field-output.ts'

const mostRows = 500 // the system's limit (seed 003)

/** `GET /api/v2/contacts`, with and without a final slash (seed 003). */
export function legacyContactReads(app: FastifyInstance, services: Services) {
  const { store, access, faults } = services
  app.get<{ Querystring: Query }>('/api/v2/contacts', (request, reply) => {
    const user = signedInLegacy(services, request)
    const { query } = request
    const since = sinceOf(request.headers['if-modified-since'])
    const { filter, offset, limit } = selectionOf(query, since, faults.ignoresFilter(request))
    const visible = access.visibleTo(user)
    if (visible) {
      const asked = filter.responsible
      filter.responsible = asked ? visible.filter((id) => asked.includes(id)) : visible
    }
    const ids = store.contacts.ids({ filter, order: 'id', descending: false, offset, limit })
    if (ids.length === 0) return sendNothing(reply)
    const items = ids.flatMap((id) => {
      const contact = store.contact(id)
      return contact ? [legacyContact(contact, store)] : []
    })
    interfereAfter(services, request, filter.ids)
    stamp(reply, store)
    return sendHal(reply, { _links: legacyLink(request.url, 'get'), _embedded: { items } })
  })
}

/** `id` decides alone; `limit_offset` counts rows and means nothing without `limit_rows`. */
function selectionOf(query: Query, since: number | undefined, isUnfiltered: boolean) {
  const ids = numbersOf(query['id'])
  if (ids) return { filter: { ids } as ContactFilter, offset: 0, limit: mostRows }
  const rows = Number(numbersOf(query['limit_rows'])?.[0] ?? 0)
  const offset = rows > 0 ? (numbersOf(query['limit_offset'])?.[0] ?? 0) : 0
  const filter: ContactFilter = {}
  const responsible = numbersOf(query['responsible_user_id'])
  if (responsible) filter.responsible = responsible
  if (typeof query['query'] === 'string' && query['query'].trim() !== '')
    filter.text = query['query'].trim()
  if (since !== undefined) filter.updatedAt = { from: since + 1 } // changed later, not then
  return { filter: isUnfiltered ? {} : filter, offset, limit: Math.min(rows || mostRows, mostRows) }
}

const numbersOf = (value: Query[string]) =>
  textsOf(value)
    ?.filter((text) => /^\d{1,15}$/.test(text))
    .map(Number)

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `Mon, 01 Aug 2022 07:07:23`, with UTC or GMT behind or nothing: always UTC. */
function sinceOf(header: string | undefined): number | undefined {
  const match = /(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)/.exec(header ?? '')
  const month = months.indexOf(match?.[2] ?? '')
  if (!match || month < 0) return undefined
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6]].map(
    Number,
  )
  return Date.UTC(year ?? 0, month, day, hour, minute, second) / 1000
}

export const legacyLink = (href: string, method: 'get' | 'post') => ({ self: { href, method } })

export const stamp = (reply: FastifyReply, store: Store) =>
  reply.header('runtime-timestamp', String(store.now()))

function legacyContact(contact: Contact, store: Store) {
  const { id, company_id: companyId } = contact
  const tied = (kind: 'leads' | 'customers') => {
    const ids =
      store.links
        .ofContacts([id], kind)
        .get(id)
        ?.map((link) => link.to_id) ?? []
    return ids.length === 0
      ? {}
      : { id: ids, _links: legacyLink(`/api/v2/${kind}?id=${ids.join(',')}`, 'get') }
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
          _links: legacyLink(`/api/v2/companies?id=${company.id}`, 'get'),
        }
      : {},
    leads: tied('leads'),
    closest_task_at: contact.closest_task_at ?? 0,
    tags: contact.tags.map((tag) => ({ id: tag.id, name: tag.name })),
    custom_fields: (contact.custom_fields_values ?? []).map((field) =>
      legacyField(field, store.directory.field(field.field_id)),
    ),
    customers: tied('customers'),
    _links: legacyLink(`/api/v2/contacts?id=${id}`, 'get'),
  }
}
