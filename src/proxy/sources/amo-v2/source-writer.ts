import type { FieldDefinition } from '#contract/api/fields.ts'
import type { Link, WriteResult } from '#contract/api/writes.ts'
import type { LegacyContactWrite } from '#contract/upstream/amo-v2/writes.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { SourceSnapshot, LinkWrite, Source } from '#proxy/sources/source.ts'
import type { LegacyClient } from './client.ts'
import { toRejection, toResults, type Reason } from './rejections.ts'
import { isStale, staleReason } from '#proxy/sources/stale-edit.ts'
import {
  stampOf,
  toAdd,
  toLinkWrite,
  toUpdate,
  type Prepared,
  type StampedRow,
} from './write-translation.ts'

export const maxBatch = 250 // v2 takes 500 and recommends at most this

type Options = {
  client: LegacyClient
  fields: (call: Call) => Promise<FieldDefinition[]>
  /** Milliseconds. */
  now?: () => number
}

export function createSourceWrites({
  client,
  fields,
  now = Date.now,
}: Options): Pick<
  Source,
  'createContacts' | 'editContacts' | 'link' | 'unlink' | 'linkContacts' | 'unlinkContacts'
> {
  const seconds = () => Math.floor(now() / 1000)

  /** Sends valid items in one request; v2 writes the acceptable ones and reports the others. */
  async function send(kind: 'add' | 'update', prepared: Prepared[], call: Call) {
    const items = prepared.flatMap((item, index) =>
      'write' in item ? [{ ...item.write, request_id: index + 1 }] : [],
    )
    const sent = items.map((item) => ({ requestId: item.request_id, id: item.id }))
    const answered = items.length === 0 ? [] : await resultsOf(kind, items, sent, call)
    const results = new Map(sent.map(({ requestId }, index) => [requestId, answered[index]]))
    return prepared.map((item, index): WriteResult => {
      if ('reasons' in item) return { status: 'rejected', reasons: item.reasons }
      const result = results.get(index + 1)
      if (!result) throw new Error(`Item ${index} was sent without a result`)
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
      const rejection = toRejection(error)
      if (rejection) return items.map(() => rejection)
      throw error
    }
  }

  /** The timestamps for updates: from contacts the caller has read, or from a read of our own. */
  async function rowsOf(ids: number[], call: Call, seen: SourceSnapshot[] | undefined) {
    const since = seconds()
    const rows: Stored[] = seen
      ? seen.map(storedOf)
      : (await client.contactsById([...new Set(ids)], call)).map((row) => ({ row, since }))
    return new Map(rows.map((stored) => [stored.row.id, stored]))
  }

  async function writeLinksOfMany(
    operation: 'link' | 'unlink',
    writes: LinkWrite[],
    call: Call,
    seen?: SourceSnapshot[],
  ): Promise<WriteResult[]> {
    checkAmount(writes)
    const changes = writes.map(({ links }) => toLinkWrite(links, operation))
    const ids = writes.map(({ contactId }) => contactId)
    const known = await rowsOf(ids, call, seen)
    const prepared = ids.map((id, index): Prepared => {
      const stored = known.get(id)
      if (!stored) return rejectionOf('not_found', 'there is no such contact')
      if (ids.indexOf(id) !== index) return rejectionOf('twice', 'named twice in one request')
      return { write: { ...stampOf(stored.row, stored.since), ...changes[index] } }
    })
    return send('update', prepared, call)
  }

  async function writeLinks(
    operation: 'link' | 'unlink',
    contactId: number,
    links: Link[],
    call: Call,
  ) {
    const change = toLinkWrite(links, operation)
    const since = seconds()
    const row = (await client.contactsById([contactId], call)).find(({ id }) => id === contactId)
    if (!row) throw new SourceError('rejected', `No contact ${contactId} to ${operation}`)
    const [result] = await send('update', [{ write: { ...stampOf(row, since), ...change } }], call)
    if (result?.status !== 'rejected') return
    const [reason] = result.reasons
    throw new SourceError('rejected', `Rejected ${operation}: ${reason?.message}`, {
      body: result,
    })
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

    /** Reads the contacts again: for the time of their last change and the tags to keep. */
    async editContacts(patches, call, seen) {
      checkAmount(patches)
      const ids = patches.map(({ id }) => id)
      const [definitions, known] = await Promise.all([fields(call), rowsOf(ids, call, seen)])
      const prepared = patches.map((patch, index): Prepared => {
        const stored = known.get(patch.id)
        if (!stored) return rejectionOf('not_found', 'there is no such contact')
        if (ids.indexOf(patch.id) !== index)
          return rejectionOf('twice', 'named twice in one request')
        if (isStale(patch, stored.row.updated_at)) return { reasons: [staleReason] }
        return toUpdate(patch, stored.row, definitions, stored.since)
      })
      return send('update', prepared, call)
    },

    linkContacts: (writes, call, seen) => writeLinksOfMany('link', writes, call, seen),
    unlinkContacts: (writes, call, seen) => writeLinksOfMany('unlink', writes, call, seen),
    link: (contactId, links, call) => writeLinks('link', contactId, links, call),
    unlink: (contactId, links, call) => writeLinks('unlink', contactId, links, call),
  }
}

/** The source of the timestamp and the tags to keep, and when it was read (Unix seconds). */
type Stored = { row: StampedRow; since: number }

const storedOf = ({ detail, readAt }: SourceSnapshot): Stored => ({
  row: {
    id: detail.id,
    updated_at: toSeconds(detail.updatedAt ?? detail.createdAt),
    tags: detail.tags,
  },
  since: Math.floor(readAt / 1000),
})

const rejectionOf = (code: string, message: string): { reasons: Reason[] } => ({
  reasons: [{ field: 'id', code, message }],
})

function checkAmount(items: unknown[]): void {
  if (items.length > maxBatch) throw new UnsupportedError('items', `at most ${maxBatch}`)
}
