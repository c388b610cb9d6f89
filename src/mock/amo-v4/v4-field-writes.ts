import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendHal, sendNothing } from '#mock/responses.ts'
import type { Services } from '#mock/mock-app.ts'
import { Refusal } from '#mock/rejection.ts'
import type { Field } from '#mock/store/contact.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { fieldAnswer } from './v4-field-response.ts'
import { readFieldChange, readNewField } from './v4-field-definition.ts'
import { baseOf, selfLink } from './v4-list-response.ts'
import { isRecord, wholeOf, type Problems } from './v4-item-issues.ts'

/** Creating and changing definitions of custom fields, for administrators (reference 6.1). */
export function fieldWrites(app: FastifyInstance, services: Services) {
  const { store, access } = services
  const { directory } = store

  /** Ids of fields and of options come from one row of numbers. */
  function idsAfterAll() {
    const used = directory
      .fields()
      .flatMap((field) => [field.id, ...(field.enums ?? []).map(({ id }) => id)])
    let last = Math.max(4_400_200, ...used)
    return () => (last += 1)
  }

  type Reader = (item: Record<string, unknown>, problems: Problems) => Field | undefined
  function readAll(request: FastifyRequest, items: unknown[], read: Reader) {
    const fields = readBatch(services, request, items, (item, problems, requestId) => {
      const field = read(item, problems)
      return field && { field, requestId }
    })
    store.transaction(() => fields.forEach(({ field }) => directory.saveField(field)))
    return fields
  }

  function answer(request: FastifyRequest, made: { field: Field; requestId: string }[]) {
    const base = baseOf(request)
    const custom_fields = made.map(({ field, requestId }) => ({
      ...fieldAnswer(field, base),
      request_id: requestId,
    }))
    const _links = selfLink(`${base}/api/v4/contacts/custom_fields`)
    return { _total_items: custom_fields.length, _links, _embedded: { custom_fields } }
  }

  const changed =
    (nextId: () => number): Reader =>
    (item, problems) => {
      const field = directory.field(wholeOf(item['id']) ?? 0)
      if (item['id'] === undefined) return void problems.refuse('FieldMissing', 'id')
      if (!field) return void problems.refuse('NotSupportedChoice', 'id')
      return readFieldChange(item, field, nextId, problems)
    }

  app.post('/api/v4/contacts/custom_fields', (request, reply) => {
    access.admin(request)
    const nextId = idsAfterAll()
    const made = readAll(request, itemsOf(request.body), (item, problems) =>
      readNewField(item, nextId, problems),
    )
    return sendHal(reply, answer(request, made))
  })

  app.patch('/api/v4/contacts/custom_fields', (request, reply) => {
    access.admin(request)
    const made = readAll(request, itemsOf(request.body), changed(idsAfterAll()))
    return sendHal(reply, answer(request, made))
  })

  app.patch<{ Params: { id: string } }>('/api/v4/contacts/custom_fields/:id', (request, reply) => {
    access.admin(request)
    if (!isRecord(request.body)) throw new Refusal(400, 'Invalid request data')
    const items = [{ ...request.body, id: wholeOf(request.params.id) ?? 0 }]
    const [one] = readAll(request, items, changed(idsAfterAll()))
    return one ? sendHal(reply, fieldAnswer(one.field, baseOf(request))) : sendNothing(reply)
  })

  app.delete<{ Params: { id: string } }>('/api/v4/contacts/custom_fields/:id', (request, reply) => {
    access.admin(request)
    const field = directory.field(wholeOf(request.params.id) ?? 0)
    if (!field) throw new Refusal(404)
    if (!field.is_deletable) throw new Refusal(403)
    store.transaction(() => directory.removeField(field.id))
    return sendNothing(reply)
  })
}
