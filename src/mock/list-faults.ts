import type { FastifyRequest } from 'fastify'
import { setTrashed } from './account-edits.ts'
import { otherUserId } from './concurrent-edits.ts'
import type { Fault } from './faults.ts'
import type { Services } from './services.ts'
import type { ContactFilter } from './store/contact-filter.ts'

/** Fault `partial-list`: a list lacks contacts that are found by id. */
export function restrictToShare(
  { faults }: Services,
  request: FastifyRequest,
  filter: ContactFilter,
) {
  const fault = faults.of(request, 'partial-list')
  if (fault && !filter.ids) filter.share = fault.share
}

const pageCounts = new WeakMap<Fault, number>()

/** Fault `delete-after-page`: to be called once a page of the list has been built. */
export function deleteAfterPage(
  { store, faults }: Services,
  request: FastifyRequest,
  filter: ContactFilter,
) {
  const fault = faults.of(request, 'delete-after-page')
  if (!fault || filter.ids) return
  const count = (pageCounts.get(fault) ?? 0) + 1
  pageCounts.set(fault, count)
  if (count !== fault.page) return
  faults.markTriggered(fault)
  const author = { by: otherUserId, updatedAt: undefined }
  store.transaction(() => {
    for (const id of fault.ids) {
      const contact = store.contact(id)
      if (contact && !contact.trashed) setTrashed(store, contact, true, author)
    }
  })
}
