import type { LegacyStoredContact } from '#contract/upstream/amo-v2/contacts.ts'
import type { FeedRow, ListFrom, PlainFeed } from '#proxy/sources/source-feed.ts'
import { listPart } from '#proxy/sources/list-part.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { readInHalves } from '#proxy/sources/transport/divided-read.ts'
import type { LegacyClient, ListParams } from './client.ts'
import { countOf, maxRows } from './contact-listing.ts'
import type { About } from './read-translation.ts'

type Options = {
  client: LegacyClient
  about: (call: Call) => Promise<About>
  /** URL of the contact's page at the source. */
  toUrl: (id: number) => string | null
  countSent: () => number
  now: () => number
}

const toRow = ({ contact, body }: LegacyStoredContact): FeedRow => ({
  id: contact.id,
  updatedAt: contact.updated_at ?? null,
  companyId: contact.company?.id ?? null,
  companyName: contact.company?.name ?? null,
  body,
})

/**
 * How a local copy of an account's contacts is filled and followed by v2: its list has no documented
 * order, its filter by change no end, and nothing tells deletions (seed 003).
 */
export function createFeed({ client, about, toUrl, countSent, now }: Options): PlainFeed {
  /** `since`: Unix seconds, exclusive. */
  const listing =
    (since?: number): ListFrom =>
    async (position, size, call) => {
      const params: ListParams = [
        ['limit_rows', size],
        ['limit_offset', position],
      ]
      const found = await client.listStored(params, since, call)
      return listPart(found, { offset: position, hasNext: countOf(found) >= size, toRow })
    }
  const list = listing()

  /** By IDs; the filter is obeyed if it finds some of them and nothing else. */
  async function readIds(ids: number[], call: Call) {
    const params = ids.map((id): ListParams[number] => ['id[]', id])
    const found = await client.listStored(params, undefined, call)
    const asked = new Set(ids)
    const rows = found.items.filter(({ contact }) => asked.has(contact.id)).map(toRow)
    const isObeyed = rows.length > 0 && rows.length === found.items.length
    return { rows, isProven: isObeyed && found.dropped.length === 0 }
  }

  /** A contact that is listed: if it is found by its ID as well, what is not found is not there. */
  async function withControl(ids: number[], call: Call) {
    const { rows } = await list(0, 1, call)
    const [control] = rows
    if (!control) return []
    const answer = await readIds([...new Set([...ids, control.id])], call)
    if (!answer.isProven) return []
    const found = new Set(answer.rows.map(({ id }) => id))
    return ids.filter((id) => !found.has(id))
  }

  return {
    isSorted: false,
    verifiesRows: true,
    observe: null,
    talks: null,
    pageSizes: [maxRows, 250, 125, 50, 25],
    async identify(call) {
      const { account, ownUser } = await about(call)
      return { account, user: ownUser }
    },
    async readContext(call) {
      const { definitions, timeZone } = await about(call)
      return { definitions, timeZone, groups: [] }
    },
    listUsers: async (call) => {
      const account = await orFallback<About | null>(() => about(call), null)
      return new Map((account?.users ?? []).map(({ id, name }) => [id, name]))
    },
    nameCompanies: null,
    list,
    count: null,
    listSince: (seconds) => listing(seconds - 1),
    hasNewAtEnd: true,
    async readRows(ids, call) {
      const parts = await readInHalves(ids, call, readIds)
      const rows = parts.flatMap((part) => part.rows)
      const found = new Set(rows.map(({ id }) => id))
      const absent = ids.filter((id) => !found.has(id))
      if (absent.length === 0) return { rows, missing: [] }
      const isProven = parts.every((part) => part.isProven)
      return { rows, missing: isProven ? absent : await withControl(absent, call) }
    },
    dialect: 'amo-v2',
    toUrl,
    countSent,
    now,
  }
}
