import type { FieldDefinition } from '#contract/api/fields.ts'
import type { Link, WriteResult } from '#contract/api/writes.ts'
import type { LegacyContactWrite } from '#contract/upstream/amo-v2/writes.ts'
import type { Call } from '#proxy/sources/call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/errors.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { LegacyClient } from './client.ts'
import { toRefusal, toResults, type Reason } from './refusals.ts'
import { stampOf, toAdd, toTied, toUpdate, type Prepared } from './write.ts'

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
}: Options): Pick<Source, 'createContacts' | 'editContacts' | 'link' | 'unlink'> {
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
      if ('reasons' in item) return { status: 'refused', reasons: item.reasons }
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

  async function tie(how: 'link' | 'unlink', contactId: number, links: Link[], call: Call) {
    const change = toTied(links, how)
    const since = seconds()
    const row = (await client.contactsById([contactId], call)).find(({ id }) => id === contactId)
    if (!row) throw new SourceError('refused', `No contact ${contactId} to ${how}`)
    const [result] = await send('update', [{ write: { ...stampOf(row, since), ...change } }], call)
    if (result?.status !== 'refused') return
    const [reason] = result.reasons
    throw new SourceError('refused', `Refused to ${how}: ${reason?.message}`, { body: result })
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
    async editContacts(patches, call) {
      checkAmount(patches)
      const since = seconds()
      const ids = patches.map(({ id }) => id)
      const [definitions, rows] = await Promise.all([
        fields(call),
        client.contactsById([...new Set(ids)], call),
      ])
      const byId = new Map(rows.map((row) => [row.id, row]))
      const prepared = patches.map((patch, at): Prepared => {
        const row = byId.get(patch.id)
        if (!row) return refused('not_found', 'there is no such contact')
        if (ids.indexOf(patch.id) !== at) return refused('twice', 'named twice in one request')
        return toUpdate(patch, row, definitions, since)
      })
      return send('update', prepared, call)
    },

    link: (contactId, links, call) => tie('link', contactId, links, call),
    unlink: (contactId, links, call) => tie('unlink', contactId, links, call),
  }
}

const refused = (code: string, message: string): { reasons: Reason[] } => ({
  reasons: [{ field: 'id', code, message }],
})

function checkAmount(items: unknown[]): void {
  if (items.length > largestBatch) throw new UnsupportedError('items', `at most ${largestBatch}`)
}
