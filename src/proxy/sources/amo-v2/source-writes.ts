import type { FieldDefinition } from '#contract/api/fields.ts'
import type { Link, WriteResult } from '#contract/api/writes.ts'
import type { LegacyContactWrite } from '#contract/upstream/amo-v2/writes.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { ContactState, LinkWrite, Source } from '#proxy/sources/source.ts'
import type { LegacyClient } from './client.ts'
import { toRefusal, toResults, type Reason } from './rejections.ts'
import { isStale, staleReason } from '#proxy/sources/stale-edit.ts'
import {
  stampOf,
  toAdd,
  toTied,
  toUpdate,
  type Prepared,
  type StampedRow,
} from './write-translation.ts'

export const largestBatch = 250 // v2 takes 500 and recommends at most this

type Options = {
  client: LegacyClient
  fields: (call: Call) => Promise<FieldDefinition[]>
  /** Milliseconds. */
  now?: () => number
}

export function createWrites({
  client,
  fields,
  now = Date.now,
}: Options): Pick<
  Source,
  'createContacts' | 'editContacts' | 'link' | 'unlink' | 'linkContacts' | 'unlinkContacts'
> {
  const seconds = () => Math.floor(now() / 1000)

  /** Sends the good items in one request; v2 keeps what it likes of them and names the others. */
  async function send(kind: 'add' | 'update', prepared: Prepared[], call: Call) {
    const items = prepared.flatMap((item, at) =>
      'write' in item ? [{ ...item.write, request_id: at + 1 }] : [],
    )
    const sent = items.map((item) => ({ requestId: item.request_id, id: item.id }))
    const answered = items.length === 0 ? [] : await resultsOf(kind, items, sent, call)
    const results = new Map(sent.map(({ requestId }, at) => [requestId, answered[at]]))
    return prepared.map((item, at): WriteResult => {
      if ('reasons' in item) return { status: 'rejected', reasons: item.reasons }
      const result = results.get(at + 1)
      if (!result) throw new Error(`Item ${at} was sent without a result`)
      return result
    })
  }

  async function resultsOf(
    kind: 'add' | 'update',
    items: LegacyContactWrite[],
    sent: { requestId: number; id: number | undefined }[],
    call: Call,
  ): Promise<WriteResult[]> {
    try {
      const body = kind === 'add' ? { add: items } : { update: items }
      return toResults(await client.write(body, call), sent, kind)
    } catch (error) {
      const refusal = toRefusal(error)
      if (refusal) return items.map(() => refusal)
      throw error
    }
  }

  /** The moments that stamp an update: of those read by the asker, or of a reading of our own. */
  async function rowsOf(ids: number[], call: Call, seen: ContactState[] | undefined) {
    const since = seconds()
    const rows: Stored[] = seen
      ? seen.map(storedOf)
      : (await client.contactsById([...new Set(ids)], call)).map((row) => ({ row, since }))
    return new Map(rows.map((stored) => [stored.row.id, stored]))
  }

  async function tieMany(
    how: 'link' | 'unlink',
    writes: LinkWrite[],
    call: Call,
    seen?: ContactState[],
  ): Promise<WriteResult[]> {
    checkAmount(writes)
    const changes = writes.map(({ links }) => toTied(links, how))
    const ids = writes.map(({ contactId }) => contactId)
    const known = await rowsOf(ids, call, seen)
    const prepared = ids.map((id, at): Prepared => {
      const stored = known.get(id)
      if (!stored) return refused('not_found', 'there is no such contact')
      if (ids.indexOf(id) !== at) return refused('twice', 'named twice in one request')
      return { write: { ...stampOf(stored.row, stored.since), ...changes[at] } }
    })
    return send('update', prepared, call)
  }

  async function tie(how: 'link' | 'unlink', contactId: number, links: Link[], call: Call) {
    const change = toTied(links, how)
    const since = seconds()
    const row = (await client.contactsById([contactId], call)).find(({ id }) => id === contactId)
    if (!row) throw new SourceError('rejected', `No contact ${contactId} to ${how}`)
    const [result] = await send('update', [{ write: { ...stampOf(row, since), ...change } }], call)
    if (result?.status !== 'rejected') return
    const [reason] = result.reasons
    throw new SourceError('rejected', `Refused to ${how}: ${reason?.message}`, { body: result })
  }

  return {
    async createContacts(drafts, call) {
      checkAmount(drafts)
      const definitions = await fields(call)
      return send(
        'add',
        drafts.map((draft) => toAdd(draft, definitions)),
        call,
      )
    },

    /** Reads the contacts anew: for the moment of their last change and the tags that are to stay. */
    async editContacts(patches, call, seen) {
      checkAmount(patches)
      const ids = patches.map(({ id }) => id)
      const [definitions, known] = await Promise.all([fields(call), rowsOf(ids, call, seen)])
      const prepared = patches.map((patch, at): Prepared => {
        const stored = known.get(patch.id)
        if (!stored) return refused('not_found', 'there is no such contact')
        if (ids.indexOf(patch.id) !== at) return refused('twice', 'named twice in one request')
        if (isStale(patch, stored.row.updated_at)) return { reasons: [staleReason] }
        return toUpdate(patch, stored.row, definitions, stored.since)
      })
      return send('update', prepared, call)
    },

    linkContacts: (writes, call, seen) => tieMany('link', writes, call, seen),
    unlinkContacts: (writes, call, seen) => tieMany('unlink', writes, call, seen),
    link: (contactId, links, call) => tie('link', contactId, links, call),
    unlink: (contactId, links, call) => tie('unlink', contactId, links, call),
  }
}

/** What a stamp and the tags that are to stay are taken from, and when it was read (Unix seconds). */
type Stored = { row: StampedRow; since: number }

const storedOf = ({ detail, readAt }: ContactState): Stored => ({
  row: {
    id: detail.id,
    updated_at: toSeconds(detail.updatedAt ?? detail.createdAt),
    tags: detail.tags,
  },
  since: Math.floor(readAt / 1000),
})

const refused = (code: string, message: string): { reasons: Reason[] } => ({
  reasons: [{ field: 'id', code, message }],
})

function checkAmount(items: unknown[]): void {
  if (items.length > largestBatch) throw new UnsupportedError('items', `at most ${largestBatch}`)
}
