import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { CreationLookup, SourceSnapshot, SourceWriter } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { issueOf } from '#proxy/sources/write-parts.ts'
import type { ItemSender } from './item-sender.ts'
import { toAdd, toUpdate, type Prepared } from './write-translation.ts'

type Options = {
  send: ItemSender
  fields: (call: Call) => Promise<FieldDefinition[]>
  creationLookup: CreationLookup
}

export const createWriter = ({ send, fields, creationLookup }: Options): SourceWriter => ({
  async createContacts(drafts, call) {
    const definitions = await fields(call)
    return send(
      'add',
      drafts.map((draft) => toAdd(draft, definitions)),
      call,
    )
  },
  async editContacts(writes, call, seen) {
    const definitions = await fields(call)
    const prepared = eachOnce(
      writes,
      seen,
      ({ id }) => id,
      (item, snapshot) => toUpdate(item, snapshot, definitions),
    )
    return send('update', prepared, call)
  },
  creationLookup,
})

/**
 * Prepares each write with its contact as just read. v2 accepts a contact only once per request, so
 * a second write of a contact is rejected.
 */
export function eachOnce<Item>(
  items: Item[],
  seen: SourceSnapshot[],
  idOf: (item: Item) => number,
  prepare: (item: Item, snapshot: SourceSnapshot) => Prepared,
): Prepared[] {
  const known = new Map(seen.map((snapshot) => [snapshot.detail.id, snapshot]))
  const ids = items.map(idOf)
  return items.map((item, index) => {
    const id = idOf(item)
    const snapshot = known.get(id)
    if (!snapshot) return { issues: [issueOf('id', 'not_found', 'the contact does not exist')] }
    if (ids.indexOf(id) !== index)
      return { issues: [issueOf('id', 'duplicate', 'named twice in one request')] }
    return prepare(item, snapshot)
  })
}
