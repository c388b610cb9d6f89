import type { ContactPatch, TagWrite, WriteResult } from '#contract/api/writes.ts'
import type { BotContact } from '#contract/upstream/watbot/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { BotClient } from './client.ts'
import type { ContactLocator } from './contact-locator.ts'
import {
  createReasons,
  identityOf,
  toRejection,
  toWrite,
  type Identity,
} from './write-translation.ts'

const fresh = 5 * 60_000 // how far the source's clock may be behind ours, in milliseconds

type Rejection = Extract<WriteResult, { status: 'rejected' }>

type Options = { client: BotClient; locator: ContactLocator; bots: number[]; now: () => number }

export function createSourceWrites({
  client,
  locator,
  bots,
  now,
}: Options): Pick<Source, 'createContacts' | 'editContacts'> {
  /** `set` is sent with the contact; former tags that WatBot kept are removed afterwards. */
  async function retag(id: number, tags: TagWrite | undefined, after: string[], call: Call) {
    if (!tags) return
    const gone =
      'set' in tags ? after.filter((name) => !tags.set.includes(name)) : (tags.remove ?? [])
    const added = 'set' in tags ? tags.set.filter((name) => !after.includes(name)) : tags.add
    for (const name of added ?? []) await client.attachTag(id, name, call)
    for (const name of gone) await client.detachTag(id, name, call)
  }

  /** Sends a contact; a failure after that is reported with an unknown outcome. */
  async function send(
    write: Parameters<BotClient['createOrUpdate']>[0],
    tags: TagWrite | undefined,
    call: Call,
    check: (written: BotContact) => void = () => {},
  ): Promise<{ written: BotContact } | { rejection: Rejection }> {
    let written: BotContact
    try {
      const all = tags && 'set' in tags ? { ...write, tags: tags.set } : write
      written = await client.createOrUpdate(all, call)
    } catch (error) {
      const rejection = toRejection(error)
      if (rejection) return { rejection }
      throw error
    }
    check(written)
    await inPart(() => retag(written.id, tags, written.tags ?? [], call))
    return { written }
  }

  return {
    async createContacts(drafts, call) {
      const { identity, tags, ...values } = onlyOne(drafts)
      const { reasons, addReason } = createReasons()
      if (!identity)
        addReason('identity', 'required', 'the identity in the messenger of a bot is required')
      else if (!bots.includes(identity.bot)) addReason('identity.bot', 'invalid', 'no such bot')
      const write = identity && toWrite(values, identity, addReason)
      if (!write || reasons.length > 0) return [{ status: 'rejected', reasons }]
      const began = now()
      const answer = await send(write, tags, call)
      if ('rejection' in answer) return [answer.rejection]
      const { written } = answer
      const isNew = !locator.isKnown(written.id) && Date.parse(written.created_at) >= began - fresh
      locator.remember([written])
      const { id } = written
      return [isNew ? { status: 'created', id } : { status: 'changed', id, updatedAt: null }]
    },

    /** WatBot identifies a contact by bot, messenger and the id there, so these are read first. */
    async editContacts(patches, call) {
      const patch = onlyOne(patches)
      const { id, identity: asked, tags, seen, ...values } = patch
      if (seen) throw new UnsupportedError('seen', 'this source does not report changes')
      const { reasons, addReason } = createReasons()
      const row = await locator.find(id, call)
      if (!row) {
        addReason('id', 'not_found', 'there is no such contact')
        return [{ status: 'rejected', reasons }]
      }
      const done: WriteResult = { status: 'changed', id, updatedAt: null }
      const isTagged = tags && !('set' in tags)
      if (isTagged && Object.keys(values).length === 0 && !asked?.username) {
        await inPart(() => retag(id, tags, [], call))
        return [done]
      }
      const known = identityOf(row)
      if (!known)
        addReason('identity.messenger', 'unsupported', `${row.messenger} can only be read`)
      if (known && asked) checkSame(asked, known, addReason)
      const write = known && toWrite(...merged(values, known, asked, row), addReason)
      if (known?.messenger === 'whatsapp' && write && digits(write.phone) !== digits(row.phone))
        addReason('phones', 'unsupported', 'another phone is another contact of WhatsApp')
      if (!write || reasons.length > 0) return [{ status: 'rejected', reasons }]
      const answer = await send(write, tags, call, (written) => {
        if (written.id !== id) throw wrongContact(id, written.id)
      })
      return ['rejection' in answer ? answer.rejection : done]
    },
  }
}

/** Values WatBot requires with every change: the name, and the phone in WhatsApp. */
function merged(
  values: Omit<ContactPatch, 'id' | 'identity' | 'tags' | 'seen'>,
  known: Identity,
  asked: Identity | undefined,
  row: BotContact,
): [Parameters<typeof toWrite>[0], Identity] {
  const phones =
    known.messenger === 'whatsapp' ? [{ value: `+${digits(row.phone)}`, kind: null }] : undefined
  return [
    { name: row.name ?? '', ...(phones && { phones }), ...values },
    { ...known, ...(asked?.username !== undefined && { username: asked.username }) },
  ]
}

function checkSame(
  asked: Identity,
  known: Identity,
  addReason: ReturnType<typeof createReasons>['addReason'],
) {
  for (const key of ['bot', 'messenger', 'id'] as const)
    if (asked[key] !== undefined && asked[key] !== known[key])
      addReason(`identity.${key}`, 'unsupported', 'would be another contact')
}

const digits = (phone: string | null | undefined): string => (phone ?? '').replaceAll(/\D/g, '')

function onlyOne<Item>(items: Item[]): Item {
  const [first, second] = items
  if (first === undefined || second !== undefined) throw new UnsupportedError('items', 'at most 1')
  return first
}

/** Runs steps of which some may have taken effect when one fails. */
async function inPart(steps: () => Promise<void>): Promise<void> {
  try {
    await steps()
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause
    const { failure, status, retryAfter, body } = cause
    const details = { status, retryAfter, body, cause, mayHaveHappened: true }
    throw new SourceError(failure, `Written in part: ${cause.message}`, details)
  }
}

const wrongContact = (asked: number, written: number) =>
  new SourceError('invalid_response', `A change of contact ${asked} reached ${written}`, {
    mayHaveHappened: true,
  })
