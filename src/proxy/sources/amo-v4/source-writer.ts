import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { AmoWriteAnswer } from '#contract/upstream/amo-v4/writes.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import type { CreationLookup, SourceWriter } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { AmoV4Client } from './client.ts'
import { locateIn, rejectionsOf } from './rejections.ts'
import { toCreate, toEdit, type Prepared, type WriteContext } from './write-translation.ts'

export const maxBatch = 250 // amoCRM rejects more with status 422

type Options = {
  client: Pick<AmoV4Client, 'write'>
  fields: (call: Call) => Promise<FieldDefinition[]>
  timeZone: (call: Call) => Promise<string>
  /** Called with the names of tags that a write has added, or may have added. */
  tagsWritten: (names: string[]) => void
  creationLookup: CreationLookup
}

type Sendable = Extract<Prepared, { body: unknown }>

export function createWriter(options: Options): SourceWriter {
  const { client, fields, timeZone, tagsWritten, creationLookup } = options
  /** The time zone is required only if a day is written. */
  async function contextFor(items: { values: Snapshot }[], call: Call): Promise<WriteContext> {
    if (items.length > maxBatch) throw new UnsupportedError('items', `at most ${maxBatch}`)
    const hasDays = items.some(({ values }) =>
      Object.values(values).some((value) => value?.kind === 'date'),
    )
    const [definitions, zone] = await Promise.all([fields(call), hasDays ? timeZone(call) : 'UTC'])
    return { definitions, timeZone: zone }
  }

  /** Sends the valid items in one request; invalid ones are never sent. */
  async function write(method: 'POST' | 'PATCH', prepared: Prepared[], call: Call) {
    const good = prepared.flatMap((item) => ('body' in item ? [item] : []))
    const answered = good.length === 0 ? [] : await send(method, good, call)
    const results = new Map<Prepared, WriteResult | undefined>(
      good.map((item, index) => [item, answered[index]]),
    )
    return prepared.map((item): WriteResult =>
      'issues' in item
        ? { status: 'rejected', issues: item.issues }
        : (results.get(item) ?? { status: 'skipped' }),
    )
  }

  async function send(
    method: 'POST' | 'PATCH',
    items: Sendable[],
    call: Call,
  ): Promise<WriteResult[]> {
    const body = items.map((item, index) => ({ ...item.body, request_id: String(index) }))
    try {
      const answer = await client.write(method, body, call)
      return items.map((item, index): WriteResult => {
        const written = answerOf(answer, items, index)
        if (!written) throw missingAnswer(index)
        const updatedAt = written.updated_at ? toMomentOrNull(written.updated_at) : null
        return {
          status: item.body.id === undefined ? 'created' : 'changed',
          id: written.id,
          updatedAt,
        }
      })
    } catch (error) {
      return rejectionsOf(
        error,
        items.map((item) => locateIn(item.fields)),
      )
    }
  }

  return {
    async createContacts(drafts, call) {
      const context = await contextFor(drafts, call)
      return write(
        'POST',
        drafts.map((draft) => toCreate(draft, context)),
        call,
      ).finally(() => tagsWritten(drafts.flatMap(({ tags }) => tags)))
    },
    /** v4 has no conditional writes: changes by others between read and write are not detected. */
    async editContacts(writes, call) {
      const context = await contextFor(writes, call)
      return write(
        'PATCH',
        writes.map((item) => toEdit(item, context)),
        call,
      ).finally(() => tagsWritten(writes.flatMap(({ tags }) => tags.add)))
    },
    creationLookup,
  }
}

/**
 * Finds results by `request_id`; if a response lacks it, as the documented PATCH does, by ID.
 * Results of creates without it are in the order of the request.
 */
function answerOf({ _embedded: { contacts } }: AmoWriteAnswer, items: Sendable[], index: number) {
  const named = contacts.find(({ request_id: id }) => id != null && String(id) === String(index))
  if (named) return named
  const id = items[index]?.body.id
  const unnamed = contacts.filter(({ request_id: requestId }) => requestId == null)
  if (id !== undefined) return unnamed.find((contact) => contact.id === id)
  return unnamed.length === items.length ? unnamed[index] : undefined
}

/** The source accepted the request but its response lacks an item: the outcome is unknown. */
const missingAnswer = (index: number) =>
  new SourceError('invalid_response', `The response to a write lacks item ${index}`, {
    mayHaveHappened: true,
  })
