import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Identity } from '#contract/api/writes.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { BotContact } from '#contract/upstream/watbot/contacts.ts'
import type { BotContactWrite } from '#contract/upstream/watbot/writes.ts'
import type { ContactWrite, TagChange, WriteResult } from '#proxy/sources/contact-write.ts'
import type { SourceSnapshot, SourceWriter } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { issueOf } from '#proxy/sources/write-parts.ts'
import type { BotClient } from './client.ts'
import type { ContactLocator } from './contact-locator.ts'
import type { RowObservers } from '#proxy/sources/row-observers.ts'
import { toAnsweredRow } from './stored-contacts.ts'
import { createIssues, identityOf, toRejection, toWrite } from './write-translation.ts'

const fresh = 5 * 60_000 // maximum assumed error of the source's clock estimate, in milliseconds

type Options = {
  client: BotClient
  locator: ContactLocator
  observers: RowObservers
  bots: number[]
  now: () => number
}

export function createWriter({ client, locator, observers, bots, now }: Options): SourceWriter {
  async function retag(id: number, { add, remove }: TagChange, call: Call) {
    for (const name of add) await client.attachTag(id, name, call)
    for (const name of remove) await client.detachTag(id, name, call)
  }

  /** Sends a contact; a rejection by WatBot is a result and not a failure. */
  async function send(
    write: BotContactWrite,
    call: Call,
  ): Promise<{ written: BotContact } | { rejection: WriteResult }> {
    try {
      const written = await client.createOrUpdate(write, call)
      // Only after it: what was read before the write is outdated.
      observers.begin()(toAnsweredRow(written))
      return { written }
    } catch (error) {
      const rejection = toRejection(error)
      if (rejection) return { rejection }
      throw error
    }
  }

  /**
   * Writes the values and the user name of a contact; returns the issues of what was not written.
   */
  async function change(
    { id, values, identity: asked }: ContactWrite,
    { detail }: SourceSnapshot,
    call: Call,
  ): Promise<WriteResult | undefined> {
    const found = createIssues()
    const known = identityOf(detail)
    if (!known) {
      const message = `${detail.identity?.messenger || 'the messenger'} can only be read`
      found.addIssue('identity', 'unsupported', message, { part: 'messenger' })
    }
    if (known && asked) checkSame(asked, known, found)
    for (const key of neededBy(known))
      if (detail.unreadable.includes(key))
        found.addIssue(key, 'unreadable_at_source', 'WatBot wants it with every change')
    if (found.issues.length > 0) return rejected(found.issues)
    const write = known && toWrite(...whole(values, known, asked, detail), found)
    const phone = digits(detail.phones[0]?.value)
    if (known?.messenger === 'whatsapp' && write && digits(write.phone) !== phone)
      found.addIssue(
        'phones',
        'unsupported',
        'WhatsApp identifies contacts by phone: it cannot be changed',
      )
    if (!write || found.issues.length > 0) return rejected(found.issues)
    const answer = await send(write, call)
    if ('rejection' in answer) return answer.rejection
    if (answer.written.id !== id) throw wrongContact(id, answer.written.id)
    return undefined
  }

  return {
    /**
     * If WatBot has the contact already, it is changed; tags are added by a separate method and
     * existing ones retained.
     */
    async createContacts(drafts, call) {
      const { identity, tags, values } = onlyOne(drafts)
      const found = createIssues()
      if (!identity)
        found.addIssue('identity', 'required', 'the identity in the messenger of a bot is required')
      else if (!bots.includes(identity.bot))
        found.addIssue('identity', 'unknown_option', 'no such bot', { part: 'bot' })
      const filled = Object.entries(values).filter(([, value]) => value !== null)
      const write = identity && toWrite(Object.fromEntries(filled), identity, found)
      if (!write || found.issues.length > 0) return [rejected(found.issues)]
      const began = now()
      const answer = await send(write, call)
      if ('rejection' in answer) return [answer.rejection]
      const { id, created_at: createdAt, tags: before } = answer.written
      const add = tags.filter((name) => !before?.items.includes(name))
      await inPart(() => retag(id, { add, remove: [] }, call))
      const isNew = !locator.isKnown(id) && createdAt != null && createdAt >= began - fresh
      locator.remember([answer.written])
      return [{ status: isNew ? 'created' : 'changed', id, updatedAt: null }]
    },

    /** WatBot identifies a contact by bot, messenger and the ID there, which were read before. */
    async editContacts(writes, call, seen) {
      const item = onlyOne(writes)
      const { id, values, tags, identity } = item
      const snapshot = seen.find(({ detail }) => detail.id === id)
      if (!snapshot) return [rejected([issueOf('id', 'not_found', 'the contact does not exist')])]
      const isValues = Object.keys(values).length > 0 || identity !== undefined
      const rejection = isValues && (await change(item, snapshot, call))
      if (rejection) return [rejection]
      await inPart(() => retag(id, tags, call))
      return [{ status: 'changed', id, updatedAt: null }]
    },
    creationLookup: null,
  }
}

const rejected = (issues: Issue[]): WriteResult => ({ status: 'rejected', issues })

/** Values that every change has to include. */
const neededBy = (known: Identity | undefined) =>
  known?.messenger === 'whatsapp' ? (['name', 'phones'] as const) : (['name'] as const)

/** Adds the values that WatBot requires in every change: the name, and the phone in WhatsApp. */
function whole(
  values: Snapshot,
  known: Identity,
  asked: Identity | undefined,
  { name, phones }: ContactDetail,
): [Snapshot, Identity] {
  const items = phones.map((phone) => ({ ...phone, value: `+${digits(phone.value)}` }))
  return [
    {
      name: { kind: 'text', values: [name] },
      ...(known.messenger === 'whatsapp' && { phones: { kind: 'contactPoints', items } }),
      ...values,
    },
    { ...known, ...(asked?.username !== undefined && { username: asked.username }) },
  ]
}

function checkSame(
  asked: Identity,
  known: Identity,
  { addIssue }: ReturnType<typeof createIssues>,
) {
  for (const part of ['bot', 'messenger', 'id'] as const)
    if (asked[part] !== undefined && asked[part] !== known[part])
      addIssue('identity', 'unsupported', 'it identifies the contact and cannot be changed', {
        part,
      })
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
    throw new SourceError(failure, `Partially written: ${cause.message}`, details)
  }
}

const wrongContact = (asked: number, written: number) =>
  new SourceError('invalid_response', `A change of contact ${asked} was written to ${written}`, {
    mayHaveHappened: true,
  })
