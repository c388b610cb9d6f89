import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Rows } from '#contract/upstream/lenient.ts'
import type { Page } from '#contract/upstream/list-envelope.ts'
import type { AmoContact } from '#contract/upstream/amo-v4/contacts.ts'
import { createDividedRead, readInHalves } from '#proxy/sources/transport/divided-read.ts'
import { readable } from '#proxy/sources/transport/parse-answer.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { defaultPolicy } from '#proxy/sources/transport/source-http.ts'
import type {
  ContactLinks,
  CreationCursor,
  CreationLookup,
  SourceReader,
} from '#proxy/sources/source.ts'
import type { AmoV4Client } from './client.ts'
import { pageAmount } from './request.ts'

const clockSkewMs = 10 * 60_000 // maximum assumed error of the source's clock estimate
const maxPages = 400 // 100,000 contacts created since the cursor

type Options = {
  client: AmoV4Client
  toDetails: (contacts: AmoContact[], call: Call) => Promise<ContactDetail[]>
  /** ID of the token's user; null if the account does not report it. */
  ownUser: (call: Call) => Promise<number | null>
  now?: () => number
}

/**
 * Reads complete and current contacts, as required by writes, regardless of the filters the account
 * supports.
 */
export function createSnapshots({ client, toDetails, ownUser, now = Date.now }: Options): {
  readContacts: SourceReader['readContacts']
  creationLookup: CreationLookup
} {
  const readDivided = createDividedRead({ deadline: defaultPolicy.deadline })

  /**
   * Contacts missing from the list are requested one by one: an account without the filter feature
   * ignores the IDs, and a list omits contacts of incoming leads.
   */
  async function read(ids: number[], call: Call) {
    const pages = await readInHalves(ids, call, client.contactsById)
    const wanted = new Set(ids)
    const rows = pages.flatMap((page) => page?.items ?? [])
    const found = new Map(rows.filter(({ id }) => wanted.has(id)).map((row) => [row.id, row]))
    const unreadable: number[] = []
    for (const id of ids) {
      if (found.has(id)) continue
      const contact = await readable(() => client.getContact(id, call))
      if (contact === 'unreadable') unreadable.push(id)
      else if (contact) found.set(id, contact)
    }
    return { rows: ids.flatMap((id) => found.get(id) ?? []), unreadable }
  }

  async function isThere(id: number, call: Call): Promise<boolean> {
    try {
      return (await readable(() => client.getContact(id, call))) !== undefined
    } catch (error) {
      if (error instanceof SourceError && error.failure === 'not_found') return false
      throw error
    }
  }

  return {
    async readContacts(ids, call) {
      const readAt = now()
      const { rows, unreadable } = await read([...new Set(ids)], call)
      const details = await toDetails(rows, call)
      const snapshots = details.map((detail, index) => {
        return { detail, links: linksOf(rows[index]), readAt }
      })
      return { snapshots, unreadable }
    },

    creationLookup: {
      async cursor(call) {
        const at = now() - clockSkewMs
        const newest = await client.newestContacts(1, 1, call)
        const [first] = newest?.items ?? []
        if (first) return { id: first.id, at }
        if (!newest?.dropped.length) {
          // An account without any contacts is rare: another list has to confirm it.
          const any = await client.listContacts([['limit', 1]], call)
          if (any && any.items.length + any.dropped.length > 0) throw emptied()
          return { id: 0, at }
        }
        // Its ID is higher than that of the next row, which suffices as a cursor.
        const page = await client.newestContacts(1, pageAmount, call)
        const known = page?.items[0]?.id
        if (known === undefined) throw noCursor()
        return { id: known, at }
      },

      /**
       * IDs ascend, so the list is read from the newest contact to the cursor, in the only order
       * that live accounts support. Rejects if the list lacks the contact of the cursor although it
       * exists.
       */
      async *createdSince(cursor, call) {
        const ownId = await ownUser(call)
        let last = Number.MAX_SAFE_INTEGER
        for (let page = 1; page <= maxPages; page++) {
          const parts = await readDivided(
            pageAmount,
            call,
            (size, part, attempt) => {
              const first = ((page - 1) * pageAmount) / size + 1
              return client.newestContacts(first + part, size, attempt)
            },
            (answer) => !answer?.hasNext,
          )
          const rows = parts.flatMap((answer) => answer?.items ?? [])
          const dropped = parts.flatMap((answer) => answer?.dropped ?? [])
          const isEmpty = rows.length + dropped.length === 0
          if (page === 1 && cursor.id > 0) {
            if (isEmpty) throw emptied()
            const isBehind = dropped.length === 0 && (rows[0]?.id ?? 0) < cursor.id
            if (isBehind && (await isThere(cursor.id, call))) throw behind()
          }
          // Contacts created meanwhile move rows down: some rows are returned twice, none is
          // missed.
          const isOrdered = rows.every(
            ({ id }, index) => index === 0 || id <= (rows[index - 1]?.id ?? 0),
          )
          if (!isOrdered) throw unordered()
          last = rows.at(-1)?.id ?? last
          const created = rows.filter(
            (row) =>
              isNewer(row, cursor) &&
              (ownId === null || !row.created_by || row.created_by === ownId),
          )
          const unreadable = parts.reduce(
            (sum, answer) => sum + (answer ? droppedAbove(cursor.id, answer) : 0),
            0,
          )
          if (created.length > 0 || unreadable > 0)
            yield { contacts: await toDetails(created, call), unreadable }
          if (last <= cursor.id) return
          // Without a contact to stop at, the list is read until all rows are older than the
          // cursor.
          if (cursor.id === 0 && rows.length > 0 && rows.every((row) => isOlder(row, cursor)))
            return
          if (!isEmpty && parts.at(-1)?.hasNext) continue
          if (cursor.id > 0 && (await isThere(cursor.id, call))) throw behind()
          return
        }
        // The limit of pages is reached: a contact that was not read may have been created.
        yield { contacts: [], unreadable: 1 }
      },
    },
  }
}

const isNewer = ({ id, created_at: at }: AmoContact, cursor: CreationCursor): boolean =>
  id > cursor.id && (cursor.id > 0 || at == null || at * 1000 >= cursor.at)

/**
 * Whether a contact was neither created nor changed since; an import may give a new contact an old
 * creation date.
 */
const isOlder = (row: AmoContact, { at }: CreationCursor): boolean =>
  [row.created_at, row.updated_at].every((time) => time != null && time * 1000 < at)

/** Number of unreadable rows before the first row that is certainly older than the cursor. */
function droppedAbove(cursorId: number, { items, dropped }: Page<AmoContact>): number {
  const newer = items.filter(({ id }) => id > cursorId).length
  const readableBefore = (index: number, droppedBefore: number) => index - droppedBefore
  return dropped.filter(({ index }, before) => readableBefore(index, before) <= newer).length
}

const emptied = () =>
  new SourceError('invalid_response', 'The list of the newest contacts is empty')

const behind = () =>
  new SourceError('invalid_response', 'The list of the newest contacts lacks an existing contact')

const noCursor = () =>
  new SourceError('invalid_response', 'None of the newest contacts could be read')

const unordered = () =>
  new SourceError('invalid_response', 'The newest contacts are not in the requested order')

function linksOf(row: AmoContact | undefined): ContactLinks {
  const ids = (list: Rows<{ id: number }> | null | undefined) =>
    (list?.items ?? []).map(({ id }) => id)
  const parts = row?._embedded
  return {
    leads: ids(parts?.leads),
    customers: ids(parts?.customers),
    companies: ids(parts?.companies),
    catalogElements: (parts?.catalog_elements?.items ?? []).map((element) => ({
      id: element.id,
      catalog: element.metadata?.catalog_id ?? element.catalog_id ?? null,
      quantity: element.metadata?.quantity ?? element.quantity ?? null,
    })),
  }
}
