import type { Rows } from '#contract/upstream/lenient.ts'
import type { LegacyContact } from '#contract/upstream/amo-v2/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type {
  CreationCursor,
  CreationLookup,
  SourceSnapshot,
  SourceReader,
} from '#proxy/sources/source.ts'
import type { LegacyClient } from './client.ts'
import { countOf, maxRows } from './contact-listing.ts'
import { linkedIds, toContactDetail, type About } from './read-translation.ts'

const clockSkewMs = 30 * 60_000 // how far the source's clock may be behind ours
const maxPages = 200

type Options = {
  client: LegacyClient
  about: (call: Call) => Promise<About>
  urlOf: (id: number) => string | null
  now?: () => number
}

/** Contacts as writes need them: complete and fresh. */
export function createSnapshots({ client, about, urlOf, now = Date.now }: Options): {
  readContacts: SourceReader['readContacts']
  creationLookup: CreationLookup
} {
  /** v2 has no sort order but filters by change: created contacts are among the changed ones. */
  async function* changedSince(at: number, call: Call): AsyncIterable<Rows<LegacyContact>> {
    for (let page = 0; page < maxPages; page++) {
      const params: [string, number][] = [
        ['limit_rows', maxRows],
        ['limit_offset', page * maxRows],
      ]
      const since = Math.floor(at / 1000) - 1
      const rows = await client.listContacts(params, since, call)
      yield rows
      if (countOf(rows) < maxRows) return
    }
    throw new SourceError('invalid_response', `More than ${maxPages} pages of changed contacts`)
  }

  return {
    async readContacts(ids, call) {
      const readAt = now()
      const account = await about(call)
      const { items: rows, dropped } = await client.contactsById([...new Set(ids)], call)
      const wanted = rows.filter(({ id }) => ids.includes(id))
      const known = new Set(wanted.map(({ id }) => id))
      // Any of those that are missing may be one of the rows that could not be read.
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
      async cursor(call): Promise<CreationCursor> {
        const at = now() - clockSkewMs
        let id = 0
        for await (const rows of changedSince(at, call))
          id = rows.items.reduce((max, row) => Math.max(max, row.id), id)
        return { id, at }
      },
      async *createdSince(cursor, call) {
        const account = await about(call)
        const isOwn = ({ created_by: by }: LegacyContact) =>
          account.ownUser === null || !by || by === account.ownUser
        const isNew = ({ id, created_at: at }: LegacyContact) =>
          id > cursor.id && (at == null || at * 1000 >= cursor.at - 1000)
        for await (const { items, dropped } of changedSince(cursor.at, call)) {
          const created = items.filter((row) => isNew(row) && isOwn(row))
          const contacts = created.map((row) => toContactDetail(row, account, urlOf(row.id)))
          if (created.length + dropped.length > 0) yield { contacts, unreadable: dropped.length }
        }
      },
    },
  }
}
