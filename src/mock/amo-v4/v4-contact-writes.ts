import type { FastifyInstance } from 'fastify'
import { sendHal } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import { editBeforeWrite } from '#mock/concurrent-edits.ts'
import type { ContactEdit } from '#mock/store/contact-edit.ts'
import type { Contact } from '#mock/store/contact.ts'
import type { User } from '#mock/store/user.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { readContactEdit } from './v4-contact-input.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { pathId } from '#mock/query-params.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

type Add = { requestId: string; edit: ContactEdit }
type Change = Add & { before: Contact }

/** `POST` and `PATCH` of contacts: all items of a request are saved or none (reference 4 to 7). */
export function contactWrites(app: FastifyInstance, services: Services) {
  const { store, access } = services
  const { directory } = store

  app.post('/api/v4/contacts', (request, reply) => {
    const user = access.authenticate(request)
    const items = itemsOf(request.body)
    const adds = readBatch(services, request, items, (item, issues, requestId): Add => {
      return { requestId, edit: readContactEdit(item, directory, issues) }
    })
    const base = baseUrlOf(request)
    const contacts = store.transaction(() =>
      adds.map(({ requestId, edit }) => {
        const { id } = store.createContact(edit, user.id)
        const _links = selfLink(`${base}/api/v4/contacts/${id}`)
        return { id, is_deleted: false, is_unsorted: false, request_id: requestId, _links }
      }),
    )
    const _links = selfLink(`${base}/api/v4/contacts`)
    return sendHal(reply, { _links, _embedded: { contacts } })
  })

  function readChange(
    user: User,
    item: Record<string, unknown>,
    requestId: string,
    issues: Issues,
  ) {
    const id = integerOf(item['id'])
    const edit = readContactEdit(item, directory, issues)
    if (item['id'] === undefined) return void issues.report('FieldMissing', 'id')
    const before = id === undefined ? undefined : store.contact(id)
    if (!before || before.trashed || !access.canSee(user, before))
      return void issues.report('NotSupportedChoice', 'id')
    return { requestId, edit, before }
  }

  function applyChange({ before, edit, requestId }: Change, user: User, base: string) {
    // A request may contain the same contact twice: the later item sees the result of the earlier one.
    const current = store.contact(before.id) ?? before
    const { id, name, updated_at } = store.updateContact(current, edit, user.id)
    return {
      id,
      name,
      updated_at,
      request_id: requestId,
      _links: selfLink(`${base}/api/v4/contacts/${id}`),
    }
  }

  app.patch('/api/v4/contacts', (request, reply) => {
    const user = access.authenticate(request)
    const items = itemsOf(request.body)
    editBeforeWrite(services, request, items)
    const changes = readBatch(services, request, items, (item, issues, requestId) =>
      readChange(user, item, requestId, issues),
    )
    const base = baseUrlOf(request)
    const contacts = store.transaction(() => changes.map((item) => applyChange(item, user, base)))
    return sendHal(reply, { _links: selfLink(`${base}/api/v4/contacts`), _embedded: { contacts } })
  })

  app.patch<{ Params: { id: string } }>('/api/v4/contacts/:id', (request, reply) => {
    const user = access.authenticate(request)
    const { body } = request
    const id = pathId(request.params.id)
    if (id === undefined)
      throw new Rejection(404, `Cannot PATCH ${baseUrlOf(request)}${request.url}!`)
    if (Array.isArray(body)) return reply.code(405).send()
    if (!isRecord(body)) throw new Rejection(400, 'Invalid request data')
    const items = [{ ...body, id }]
    editBeforeWrite(services, request, items)
    const changes = readBatch(services, request, items, (item, issues) =>
      readChange(user, item, '0', issues),
    )
    const [updated] = changes.map((item) => applyChange(item, user, baseUrlOf(request)))
    const { request_id: _none, ...response } = updated ?? { request_id: '0' }
    return sendHal(reply, response)
  })
}
