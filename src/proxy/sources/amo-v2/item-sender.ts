import type { LegacyContactWrite } from '#contract/upstream/amo-v2/writes.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { LegacyClient } from './client.ts'
import { toRejection, toResults, type Sent } from './rejections.ts'
import type { Prepared } from './write-translation.ts'

export const maxBatch = 250 // v2 accepts 500 and recommends at most 250

/** Sends the valid items in one request; v2 saves those it accepts and names the others. */
export function createItemSender(client: LegacyClient) {
  async function resultsOf(
    kind: 'add' | 'update',
    items: LegacyContactWrite[],
    sent: Sent[],
    call: Call,
  ): Promise<WriteResult[]> {
    try {
      const body = kind === 'add' ? { add: items } : { update: items }
      return toResults(await client.write(body, call), sent, kind)
    } catch (error) {
      return sent.map(({ fields }) => {
        const rejection = toRejection(error, fields)
        if (rejection) return rejection
        throw error
      })
    }
  }

  return async (
    kind: 'add' | 'update',
    prepared: Prepared[],
    call: Call,
  ): Promise<WriteResult[]> => {
    if (prepared.length > maxBatch) throw new UnsupportedError('items', `at most ${maxBatch}`)
    const good = prepared.flatMap((item, index) =>
      'write' in item ? [{ ...item, requestId: index + 1 }] : [],
    )
    const sent = good.map(({ requestId, write, fields }) => ({ requestId, id: write.id, fields }))
    const items = good.map(({ requestId, write }) => ({ ...write, request_id: requestId }))
    const answered = items.length === 0 ? [] : await resultsOf(kind, items, sent, call)
    const results = new Map(sent.map(({ requestId }, index) => [requestId, answered[index]]))
    return prepared.map((item, index): WriteResult => {
      if ('issues' in item) return { status: 'rejected', issues: item.issues }
      const result = results.get(index + 1)
      if (!result) throw new Error(`Item ${index} was sent but has no result`)
      return result
    })
  }
}
export type ItemSender = ReturnType<typeof createItemSender>
