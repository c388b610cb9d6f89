import type { Rows } from '#contract/upstream/lenient.ts'
import type { LegacyContact } from '#contract/upstream/amo-v2/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { createDividedRead, readInHalves } from '#proxy/sources/transport/divided-read.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { defaultPolicy } from '#proxy/sources/transport/source-http.ts'
import type {
  CreationCursor,
  CreationLookup,
  SourceSnapshot,
  SourceReader,
} from '#proxy/sources/source.ts'
import type { LegacyClient, ListParams } from './client.ts'
import { countOf, maxRows } from './contact-listing.ts'
import { linkedIds, toContactDetail, type About } from './read-translation.ts'

const clockSkewMs = 30 * 60_000 // maximum assumed error of the source's clock estimate
const maxPages = 200 // 100,000 contacts
const maxCursorPages = 4

type Options = {
  client: LegacyClient
  about: (call: Call) => Promise<About>
  urlOf: (id: number) => string | null
  now?: () => number
}

/** Reads complete and current contacts, as required by writes. */
export function createSnapshots({ client, about, urlOf, now = Date.now }: Options): {
  readContacts: SourceReader['readContacts']
  creationLookup: CreationLookup
} {
  const readDivided = createDividedRead({ deadline: defaultPolicy.deadline })

  /** v2 has no sort order but a filter by change: created contacts are among the changed ones. */
  async function* changedSince(at: number, call: Call): AsyncIterable<Rows<LegacyContact>> {
    for (let page = 0; page < maxPages; page++) {
      const parts = await readDivided(
        maxRows,
        call,
        (size, part, attempt) => {
          const offset = page * maxRows + part * size
          const params: ListParams = [
            ['limit_rows', size],
            ['limit_offset', offset],
          ]
          return client.listContacts(params, Math.floor(at / 1000) - 1, attempt)
        },
        (rows) => countOf(rows) === 0,
      )
      const rows = {
        items: parts.flatMap(({ items }) => items),
        dropped: parts.flatMap(({ dropped }) => dropped),
      }
      yield rows
      if (countOf(rows) < maxRows) return
    }
  }

  const rowOf = async (id: number, call: Call) =>
    (await client.contactsById([id], call)).items.find((row) => row.id === id)

  /** ID of any contact of the account; 0 if it has none. */
  async function anyId(call: Call): Promise<number> {
    const { items, dropped } = await client.listContacts([['limit_rows', 1]], undefined, call)
    if (items.length === 0 && dropped.length > 0) throw unreadableRow()
    return items[0]?.id ?? 0
  }

  return {
    async readContacts(ids, call) {
      const readAt = now()
      const account = await about(call)
      const parts = await readInHalves([...new Set(ids)], call, client.contactsById)
      const rows = parts.flatMap(({ items }) => items)
      const dropped = parts.flatMap((part) => part.dropped)
      const wanted = rows.filter(({ id }) => ids.includes(id))
      const known = new Set(wanted.map(({ id }) => id))
      // Any of the missing contacts may be one of the unreadable rows.
      const unreadable = dropped.length > 0 ? ids.filter((id) => !known.has(id)) : []
      const snapshots = wanted.map((row): SourceSnapshot => ({
        detail: toContactDetail(row, account, urlOf(row.id)),
        links: {
          leads: linkedIds(row.leads),
          customers: linkedIds(row.customers),
          companies: row.company ? [row.company.id] : [],
          catalogElements: [],
        },
        readAt,
      }))
      return { snapshots, unreadable: [...new Set(unreadable)] }
    },

    creationLookup: {
      /** Any existing contact suffices: contacts created later have higher IDs. */
      async cursor(call, ownId = 0): Promise<CreationCursor> {
        const at = now() - clockSkewMs
        let id = 0
        let pages = 0
        for await (const rows of changedSince(at, call)) {
          id = rows.items.reduce((max, row) => Math.max(max, row.id), id)
          pages += 1
          if (pages === maxCursorPages && id > 0) break
        }
        // The ID may belong to an account that was connected before.
        if (ownId > id && (await rowOf(ownId, call))) id = ownId
        return { id: id > 0 ? id : await anyId(call), at }
      },

      /**
       * Reads back to the contact of the cursor, by the source's clock. Rejects if the list lacks
       * this contact although it exists.
       */
      async *createdSince(cursor, call) {
        const account = await about(call)
        const isOwn = ({ created_by: by }: LegacyContact) =>
          account.ownUser === null || !by || by === account.ownUser
        const isNew = ({ id, created_at: at }: LegacyContact) =>
          id > cursor.id && (at == null || at * 1000 >= cursor.at - 1000)
        const known = cursor.id > 0 ? await rowOf(cursor.id, call) : undefined
        const start = Math.max(cursor.at, (known?.created_at ?? 0) * 1000)
        let count = 0
        let pages = 0
        let isKnownListed = false
        for await (const rows of changedSince(start, call)) {
          count += countOf(rows)
          pages += 1
          isKnownListed ||= rows.dropped.length > 0 || rows.items.some(({ id }) => id === known?.id)
          const created = rows.items.filter((row) => isNew(row) && isOwn(row))
          const contacts = created.map((row) => toContactDetail(row, account, urlOf(row.id)))
          const unreadable = rows.dropped.length
          if (created.length + unreadable > 0) yield { contacts, unreadable }
        }
        // The limit of pages is reached: a contact that was not read may have been created.
        if (count === maxPages * maxRows && pages === maxPages)
          yield { contacts: [], unreadable: 1 }
        else if (known && (known.updated_at ?? 0) * 1000 >= start && !isKnownListed) throw lacking()
        else if (count === 0 && cursor.id > 0 && (await anyId(call)) === 0) throw lacking()
      },
    },
  }
}

const lacking = () =>
  new SourceError('invalid_response', 'The list of changed contacts lacks an existing contact')

const unreadableRow = () =>
  new SourceError('invalid_response', 'None of the contacts could be read')
