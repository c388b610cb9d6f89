import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendHal, sendNoContent } from '#mock/responses.ts'
import type { Services } from '#mock/services.ts'
import { Rejection } from '#mock/rejection.ts'
import type { Field } from '#mock/store/contact.ts'
import { itemsOf, readBatch } from './v4-batch.ts'
import { fieldResponse } from './v4-field-response.ts'
import { readFieldChange, readNewField } from './v4-field-definition.ts'
import { baseUrlOf, selfLink } from './v4-list-response.ts'
import { isRecord, integerOf } from '#mock/json-value.ts'
import type { Issues } from './v4-item-issues.ts'

/** Creating, changing and deleting custom field definitions, for administrators (reference 6.1). */
export function fieldWrites(app: FastifyInstance, services: Services) {
  const { store, access } = services
  const { directory } = store

  /** Fields and options share one sequence of ids. */
  function createIdSequence() {
    const used = directory
      .fields()
      .flatMap((field) => [field.id, ...(field.enums ?? []).map(({ id }) => id)])
    let last = Math.max(4_400_200, ...used)
    return () => (last += 1)
  }

  type Reader = (item: Record<string, unknown>, issues: Issues) => Field | undefined
  function readAll(request: FastifyRequest, items: unknown[], read: Reader) {
    const fields = readBatch(services, request, items, (item, issues, requestId) => {
      const field = read(item, issues)
      return field && { field, requestId }
    })
    store.transaction(() => fields.forEach(({ field }) => directory.saveField(field)))
    return fields
  }

  function fieldsResponse(request: FastifyRequest, saved: { field: Field; requestId: string }[]) {
    const base = baseUrlOf(request)
    const custom_fields = saved.map(({ field, requestId }) => ({
      ...fieldResponse(field, base),
      request_id: requestId,
    }))
    const _links = selfLink(`${base}/api/v4/contacts/custom_fields`)
    return { _total_items: custom_fields.length, _links, _embedded: { custom_fields } }
  }

  const changed =
    (nextId: () => number): Reader =>
    (item, issues) => {
      const field = directory.field(integerOf(item['id']) ?? 0)
      if (item['id'] === undefined) return void issues.report('FieldMissing', 'id')
      if (!field) return void issues.report('NotSupportedChoice', 'id')
      return readFieldChange(item, field, nextId, issues)
    }

  app.post('/api/v4/contacts/custom_fields', (request, reply) => {
    access.authenticateAdmin(request)
    const nextId = createIdSequence()
    const saved = readAll(request, itemsOf(request.body), (item, issues) =>
      readNewField(item, nextId, issues),
    )
    return sendHal(reply, fieldsResponse(request, saved))
  })

  app.patch('/api/v4/contacts/custom_fields', (request, reply) => {
    access.authenticateAdmin(request)
    const saved = readAll(request, itemsOf(request.body), changed(createIdSequence()))
    return sendHal(reply, fieldsResponse(request, saved))
  })

  app.patch<{ Params: { id: string } }>('/api/v4/contacts/custom_fields/:id', (request, reply) => {
    access.authenticateAdmin(request)
    if (!isRecord(request.body)) throw new Rejection(400, 'Invalid request data')
    const items = [{ ...request.body, id: integerOf(request.params.id) ?? 0 }]
    const [changedField] = readAll(request, items, changed(createIdSequence()))
    return changedField
      ? sendHal(reply, fieldResponse(changedField.field, baseUrlOf(request)))
      : sendNoContent(reply)
  })

  app.delete<{ Params: { id: string } }>('/api/v4/contacts/custom_fields/:id', (request, reply) => {
    access.authenticateAdmin(request)
    const field = directory.field(integerOf(request.params.id) ?? 0)
    if (!field) throw new Rejection(404)
    if (!field.is_deletable) throw new Rejection(403)
    store.transaction(() => directory.removeField(field.id))
    return sendNoContent(reply)
  })
}
