import type { FastifyRequest } from 'fastify'
import { readContactEdit } from '#mock/amo-v4/v4-contact-input.ts'
import { createProblems, isRecord, wholeOf } from '#mock/amo-v4/v4-item-issues.ts'
import type { Services } from './mock-app.ts'
import type { Fault } from './faults.ts'
import type { Store } from './mock-store.ts'

const otherUserId = 504_142
const usualPosition = 'Изменено другим'
const positionOf = (value: string) => ({
  custom_fields_values: [{ field_code: 'POSITION', values: [{ value }] }],
})
const usualChange = positionOf(usualPosition)

/** The concurrent editor: changes the contacts of a write after the client read them, just before it is handled. */
export function interfere({ store, faults }: Services, request: FastifyRequest, items: unknown[]) {
  const fault = faults.of(request, 'concurrent-edit')
  if (!fault) return
  for (const item of items) {
    const id = (isRecord(item) ? wholeOf(item['id']) : undefined) ?? 0
    editAsOther(store, id, fault.set ?? usualChange)
  }
}

const mostEdits = 2 // or whoever settles one conflict would meet the next for ever
const edited = new WeakMap<Fault, Map<number, number>>()

/** The concurrent editor who changes contacts that a read has named by their ids, once its answer is made. */
export function interfereAfter(
  { store, faults }: Services,
  request: FastifyRequest,
  ids: number[] | undefined,
) {
  const fault = faults.of(request, 'edit-after-read')
  if (!fault || !ids) return
  const counts = edited.get(fault) ?? new Map<number, number>()
  edited.set(fault, counts)
  for (const id of ids) {
    const count = (counts.get(id) ?? 0) + 1
    if (count > mostEdits) continue
    counts.set(id, count)
    editAsOther(store, id, positionOf(count === 1 ? usualPosition : `${usualPosition}, ${count}`))
  }
}

function editAsOther(store: Store, id: number, change: Record<string, unknown>) {
  const contact = store.contact(id)
  if (!contact) return
  const edit = readContactEdit(change, store.directory, createProblems())
  const updated = Math.max(store.now(), contact.updated_at + 1)
  store.editPerson(contact, { updated_at: updated, ...edit }, otherUserId)
}
