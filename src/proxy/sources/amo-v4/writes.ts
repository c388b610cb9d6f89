import type { FieldDefinition } from '#contract/api/fields.ts'
import type { ContactDraft, ContactPatch, WriteResult } from '#contract/api/writes.ts'
import { toMoment } from '#proxy/sources/calendar.ts'
import type { Call } from '#proxy/sources/call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/errors.ts'
import type { LinkWrite, Source } from '#proxy/sources/source.ts'
import type { AmoV4Client } from './client.ts'
import { toAmoLink, toAmoWrite, toRefusals } from './write.ts'

const largestBatch = 250 // amoCRM answers more with 422

type Options = {
  client: AmoV4Client
  fields: (call: Call) => Promise<FieldDefinition[]>
  timeZone: (call: Call) => Promise<string>
}

export function createWrites({
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
    if (items.length > largestBatch) throw new UnsupportedError('items', `at most ${largestBatch}`)
    const [definitions, zone] = await Promise.all([fields(call), timeZone(call)])
    const context = { definitions, timeZone: zone }
    const body = items.map((item, at) => toAmoWrite(item, at, context))
    try {
      const answer = await client.write(method, body, call)
      const byRequest = new Map(answer._embedded.contacts.map((c) => [String(c.request_id), c]))
      return items.map((_, at): WriteResult => {
        const written = byRequest.get(String(at))
        if (!written) throw unaccounted(at)
        return method === 'POST'
          ? { status: 'created', id: written.id }
          : {
              status: 'changed',
              id: written.id,
              updatedAt: written.updated_at ? toMoment(written.updated_at) : null,
            }
      })
    } catch (error) {
      return refusalsOf(error, items.length)
    }
  }

  /** All of the links or none; a contact is refused for any of its links. */
  async function tie(how: 'link' | 'unlink', writes: LinkWrite[], call: Call) {
    const items = writes.flatMap(({ contactId, links }, at) =>
      links.map((link) => ({ at, item: { entity_id: contactId, ...toAmoLink(link) } })),
    )
    if (items.length > largestBatch) throw new UnsupportedError('links', `at most ${largestBatch}`)
    try {
      const body = items.map(({ item }) => item)
      await client.linkMany(how, body, call)
      return writes.map(({ contactId }): WriteResult => {
        return { status: 'changed', id: contactId, updatedAt: null }
      })
    } catch (error) {
      const results = refusalsOf(error, items.length)
      return writes.map((_, at): WriteResult => {
        const own = results.filter((_result, place) => items[place]?.at === at)
        const reasons = own.flatMap((result) => (result.status === 'refused' ? result.reasons : []))
        return reasons.length > 0 ? { status: 'refused', reasons } : { status: 'held' }
      })
    }
  }

  return {
    linkContacts: (writes, call) => tie('link', writes, call),
    unlinkContacts: (writes, call) => tie('unlink', writes, call),
    createContacts: (drafts, call) => write('POST', drafts, call),
    editContacts: (patches, call) => write('PATCH', patches, call),
    link: async (contactId, links, call) => {
      await client.link(contactId, 'link', links.map(toAmoLink), call)
    },
    unlink: async (contactId, links, call) => {
      await client.link(contactId, 'unlink', links.map(toAmoLink), call)
    },
  }
}

/** What a refusal says of each of `count` items; throws what says nothing of them. */
function refusalsOf(error: unknown, count: number): WriteResult[] {
  const refusals =
    error instanceof SourceError && error.failure === 'refused'
      ? toRefusals(error.body, count)
      : undefined
  if (refusals) return refusals
  throw error
}

/** The source said yes and left one out: what became of it is unknown. */
const unaccounted = (at: number) =>
  new SourceError('nonsense', `No answer for item ${at} of a write`, { mayHaveHappened: true })
