import type { FastifyRequest } from 'fastify'
import { readContactEdit } from './amo-v4/contact-input.ts'
import { createProblems, isRecord, wholeOf } from './amo-v4/problems.ts'
import type { Services } from './app.ts'

const otherUserId = 504_142
const usualChange = {
  custom_fields_values: [{ field_code: 'POSITION', values: [{ value: 'Изменено другим' }] }],
}

/** The concurrent editor: changes the contacts of a write after the client read them, just before it is handled. */
export function interfere({ store, faults }: Services, request: FastifyRequest, items: unknown[]) {
  const fault = faults.of(request, 'concurrent-edit')
  if (!fault) return
  for (const item of items) {
    const contact = store.contact((isRecord(item) ? wholeOf(item['id']) : undefined) ?? 0)
    if (!contact) continue
    const edit = readContactEdit(fault.set ?? usualChange, store.directory, createProblems())
    const updated = Math.max(store.now(), contact.updated_at + 1)
    store.editPerson(contact, { updated_at: updated, ...edit }, otherUserId)
  }
}
