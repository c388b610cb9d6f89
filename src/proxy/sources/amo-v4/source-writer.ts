import type { FieldDefinition } from '#contract/api/fields.ts'
import type { ContactDraft, ContactPatch, WriteResult } from '#contract/api/writes.ts'
import { toMoment } from '#proxy/sources/calendar.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { LinkWrite, Source } from '#proxy/sources/source.ts'
import type { AmoV4Client } from './client.ts'
import { isStale, staleReason } from '#proxy/sources/stale-edit.ts'
import { rejectionsOf } from './rejections.ts'
import { toAmoLink, toAmoWrite } from './write-translation.ts'

const maxBatch = 250 // amoCRM answers more with 422
const maxGuarded = 10 // each costs a read, of 7 a second
const notFoundReason = { field: 'id', code: 'not_found', message: 'there is no such contact' }

type Options = {
  client: AmoV4Client
  fields: (call: Call) => Promise<FieldDefinition[]>
  timeZone: (call: Call) => Promise<string>
}

export function createSourceWrites({
  client,
  fields,
  timeZone,
}: Options): Pick<
  Source,
  'createContacts' | 'editContacts' | 'link' | 'unlink' | 'linkContacts' | 'unlinkContacts'
> {
  async function write(
    method: 'POST' | 'PATCH',
    items: (ContactDraft | ContactPatch)[],
    call: Call,
  ): Promise<WriteResult[]> {
    if (items.length > maxBatch) throw new UnsupportedError('items', `at most ${maxBatch}`)
    const [definitions, zone] = await Promise.all([fields(call), timeZone(call)])
    const context = { definitions, timeZone: zone }
    const body = items.map((item, index) => toAmoWrite(item, index, context))
    try {
      const answer = await client.write(method, body, call)
      const byRequest = new Map(answer._embedded.contacts.map((c) => [String(c.request_id), c]))
      return items.map((_, index): WriteResult => {
        const written = byRequest.get(String(index))
        if (!written) throw missingAnswer(index)
        return method === 'POST'
          ? { status: 'created', id: written.id }
          : {
              status: 'changed',
              id: written.id,
              updatedAt: written.updated_at ? toMoment(written.updated_at) : null,
            }
      })
    } catch (error) {
      return rejectionsOf(error, items)
    }
  }

  /** All links or none; a contact is rejected for any of its links. */
  async function writeLinks(operation: 'link' | 'unlink', writes: LinkWrite[], call: Call) {
    const items = writes.flatMap(({ contactId, links }, index) =>
      links.map((link) => ({ at: index, item: { entity_id: contactId, ...toAmoLink(link) } })),
    )
    if (items.length > maxBatch) throw new UnsupportedError('links', `at most ${maxBatch}`)
    try {
      const body = items.map(({ item }) => item)
      await client.linkMany(operation, body, call)
      return writes.map(({ contactId }): WriteResult => {
        return { status: 'changed', id: contactId, updatedAt: null }
      })
    } catch (error) {
      const results = rejectionsOf(
        error,
        items.map(() => undefined),
      )
      return writes.map((_, position): WriteResult => {
        const own = results.filter((_result, index) => items[index]?.at === position)
        const reasons = own.flatMap((result) =>
          result.status === 'rejected' ? result.reasons : [],
        )
        return reasons.length > 0 ? { status: 'rejected', reasons } : { status: 'skipped' }
      })
    }
  }

  /**
   * The patches whose contact differs from what their editor saw. amoCRM v4 has no conditional writes,
   * so a change between this read and our write (some 100 ms), or in the same second as the one that
   * was seen, goes undetected.
   */
  async function staleOf(patches: ContactPatch[], call: Call) {
    const guarded = patches.filter(({ seen }) => seen)
    if (guarded.length > maxGuarded)
      throw new UnsupportedError('seen', `at most ${maxGuarded} contacts at once`)
    const stale = new Map<ContactPatch, WriteResult>()
    await Promise.all(
      guarded.map(async (patch) => {
        const now = await client.getContact(patch.id, { ...call, isFresh: true })
        if (!now) stale.set(patch, { status: 'rejected', reasons: [notFoundReason] })
        else if (isStale(patch, now.updated_at))
          stale.set(patch, { status: 'rejected', reasons: [staleReason] })
      }),
    )
    return stale
  }

  return {
    linkContacts: (writes, call) => writeLinks('link', writes, call),
    unlinkContacts: (writes, call) => writeLinks('unlink', writes, call),
    createContacts: (drafts, call) => write('POST', drafts, call),
    async editContacts(patches, call) {
      const stale = await staleOf(patches, call)
      const good = patches.filter((patch) => !stale.has(patch))
      const results = good.length > 0 ? await write('PATCH', good, call) : []
      return patches.map(
        (patch) => stale.get(patch) ?? results[good.indexOf(patch)] ?? { status: 'skipped' },
      )
    },
    link: async (contactId, links, call) => {
      await client.link(contactId, 'link', links.map(toAmoLink), call)
    },
    unlink: async (contactId, links, call) => {
      await client.link(contactId, 'unlink', links.map(toAmoLink), call)
    },
  }
}

/** The source accepted the request but left an item out: its outcome is unknown. */
const missingAnswer = (at: number) =>
  new SourceError('invalid_response', `No answer for item ${at} of a write`, {
    mayHaveHappened: true,
  })
