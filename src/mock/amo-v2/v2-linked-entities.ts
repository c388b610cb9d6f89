import type { FastifyInstance } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Query } from '#mock/query-params.ts'
import type { Services } from '#mock/services.ts'
import type { Company, Customer, Lead } from '#mock/store/entity-types.ts'
import { authenticateV2 } from './v2-login.ts'
import { integersOf, maxRows, rowsOf, setRuntimeTimestamp, v2Link } from './v2-contact-reads.ts'

const kinds = ['leads', 'companies', 'customers'] as const
type Kind = (typeof kinds)[number]

/**
 * `GET /api/v2/leads`, `companies` and `customers`, the targets of a contact's links. Seed 003 does
 * not describe them; they have the keys that it documents for contacts.
 */
export function v2LinkedEntityReads(app: FastifyInstance, services: Services) {
  const { store } = services

  const contactsOf = (kind: Kind, id: number) =>
    kind === 'companies'
      ? store.contacts.idsOfCompany(id, 'v2')
      : store.links.toTarget(kind, id).map((link) => link.contact_id)

  function entityResponse(kind: Kind, entity: Lead | Company | Customer) {
    const contacts = contactsOf(kind, entity.id)
    return {
      id: entity.id,
      name: entity.name,
      responsible_user_id: entity.responsible_user_id,
      created_by: entity.created_by,
      created_at: entity.created_at,
      updated_at: entity.updated_at,
      account_id: entity.account_id,
      updated_by: entity.updated_by,
      ...('group_id' in entity ? { group_id: entity.group_id } : {}),
      contacts:
        contacts.length === 0
          ? {}
          : { id: contacts, _links: v2Link(`/api/v2/contacts?id=${contacts.join(',')}`, 'get') },
      _links: v2Link(`/api/v2/${kind}?id=${entity.id}`, 'get'),
    }
  }

  for (const kind of kinds)
    app.get<{ Querystring: Query }>(`/api/v2/${kind}`, (request, reply) => {
      authenticateV2(services, request)
      const ids = integersOf(request.query['id'])
      const rows = ids ? { offset: 0, limit: maxRows } : rowsOf(request.query)
      const query = { ...(ids ? { ids } : {}), order: 'id', descending: false, ...rows } as const
      const found = store[kind].list(query)
      if (found.length === 0) return sendNoContent(reply)
      setRuntimeTimestamp(reply, store)
      const items = found.map((entity) => entityResponse(kind, entity))
      return sendHal(reply, { _links: v2Link(request.url, 'get'), _embedded: { items } })
    })
}
