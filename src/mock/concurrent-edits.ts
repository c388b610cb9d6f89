import type { FastifyRequest } from 'fastify'
import { readContactEdit } from '#mock/amo-v4/v4-contact-input.ts'
import { isRecord, integerOf } from './json-value.ts'
import { createIssues } from '#mock/amo-v4/v4-item-issues.ts'
import type { Services } from './services.ts'
import type { Fault } from './faults.ts'
import type { Store } from './mock-store.ts'

export const otherUserId = 504_142
const defaultPosition = 'Изменено другим'
const positionOf = (value: string) => ({
  custom_fields_values: [{ field_code: 'POSITION', values: [{ value }] }],
})
const defaultChange = positionOf(defaultPosition)

/** Fault `concurrent-edit`: another user changes the contacts of a write just before it is handled. */
export function editBeforeWrite(
  { store, faults }: Services,
  request: FastifyRequest,
  items: unknown[],
) {
  const fault = faults.of(request, 'concurrent-edit')
  if (!fault) return
  for (const item of items) {
    const id = (isRecord(item) ? integerOf(item['id']) : undefined) ?? 0
    editAsOtherUser(store, id, fault.set ?? defaultChange)
  }
}

const maxEdits = 2 // otherwise every resolved conflict would be followed by another one
const editCounts = new WeakMap<Fault, Map<number, number>>()

/** Fault `edit-after-read`: another user changes contacts read by id, once the response has been built. */
export function editAfterRead(
  { store, faults }: Services,
  request: FastifyRequest,
  ids: number[] | undefined,
) {
  const fault = faults.of(request, 'edit-after-read')
  if (!fault || !ids) return
  const counts = editCounts.get(fault) ?? new Map<number, number>()
  editCounts.set(fault, counts)
  for (const id of ids) {
    const count = (counts.get(id) ?? 0) + 1
    if (count > maxEdits) continue
    counts.set(id, count)
    editAsOtherUser(
      store,
      id,
      positionOf(count === 1 ? defaultPosition : `${defaultPosition}, ${count}`),
    )
  }
}

function editAsOtherUser(store: Store, id: number, change: Record<string, unknown>) {
  const contact = store.contact(id)
  if (!contact) return
  const edit = readContactEdit(change, store.directory, createIssues())
  const updated = Math.max(store.now(), contact.updated_at + 1)
  store.updateContact(contact, { updated_at: updated, ...edit }, otherUserId)
}
