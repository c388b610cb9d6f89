import type { AmoStoredContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { FeedPage, FeedRow, SortedFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { readInHalves } from '#proxy/sources/transport/divided-read.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { AccountCaches } from './account-caches.ts'
import type { AmoV4Client } from './client.ts'
import { idFilter, pageAmount } from './request.ts'

const maxEventPages = 50 // 5,000 events; more cost as much as a full scan
const eventsPerPage = 100 // a larger limit is not cut to its size but to half of it
const maxListPages = 40
// contacts requested one by one if the account ignores ID filters
const maxSingles = 10

/** Events that need not move the time of a contact's last change. */
const followed = [
  'contact_deleted',
  'contact_restored',
  'entity_merged',
  'entity_linked',
  'entity_unlinked',
  'contact_linked',
  'contact_unlinked',
  'entity_tag_added',
  'entity_tag_deleted',
  'task_deleted',
]

type Options = {
  client: AmoV4Client
  countChats: NonNullable<SortedFeed['countChats']>
  talks: SortedFeed['talks']
  caches: AccountCaches
  /** URL of the contact's page at the source. */
  toUrl: (id: number) => string | null
  countSent: () => number
  now: () => number
}

type RowsById = Awaited<ReturnType<SortedFeed['readRows']>>

const toRow = ({ contact, body }: AmoStoredContact): FeedRow => ({
  id: contact.id,
  updatedAt: contact.updated_at ?? null,
  companyId: contact._embedded?.companies?.items[0]?.id ?? null,
  body,
})

/** How a local copy of an account's contacts is filled and followed (reference 3.2, 12, 13). */
export function createFeed(options: Options): SortedFeed {
  const { client, countChats, talks, caches, toUrl, countSent, now } = options

  async function list(query: string, call: Call): Promise<FeedPage> {
    const page = await client.listStored(query, call)
    return {
      rows: (page?.items ?? []).map(toRow),
      unreadable: page?.dropped.length ?? 0,
      hasNext: page?.hasNext ?? false,
    }
  }
  const listIds = (ids: number[], call: Call) => list(`${idFilter(ids)}&limit=${pageAmount}`, call)

  /** That the filter by ID is obeyed proves that the IDs which it does not find are not listed. */
  async function readAbsent(ids: number[], isFiltered: boolean, call: Call): Promise<RowsById> {
    if (isFiltered) return { rows: [], missing: ids }
    const [control] = (await list('order[id]=desc&limit=1', call)).rows
    if (control) {
      const asked = new Set([...ids.slice(0, pageAmount - 1), control.id])
      const { rows } = await listIds([...asked], call)
      const found = new Set(rows.map(({ id }) => id))
      if (found.has(control.id) && rows.every(({ id }) => asked.has(id)))
        return {
          rows: rows.filter(({ id }) => ids.includes(id)),
          missing: ids.filter((id) => asked.has(id) && !found.has(id)),
        }
    }
    return readSingles(ids.slice(0, maxSingles), call)
  }

  /** A list omits contacts of incoming leads. */
  async function readSingles(ids: number[], call: Call): Promise<RowsById> {
    const read: RowsById = { rows: [], missing: [] }
    for (const id of ids) {
      const stored = await getStored(id, call)
      if (stored && !stored.contact.is_unsorted) read.rows.push(toRow(stored))
      else read.missing.push(id)
    }
    return read
  }

  async function getStored(id: number, call: Call) {
    try {
      return await client.getStored(id, call)
    } catch (error) {
      if (error instanceof SourceError && error.failure === 'not_found') return undefined
      throw error
    }
  }

  /** Contacts whose tasks have changed: the time of the next one moves nothing else. */
  async function taskContacts(seconds: number, call: Call): Promise<number[]> {
    const ids: number[] = []
    for (let page = 1; page <= maxListPages; page++) {
      const answer = await client.tasksSince(seconds, page, call)
      for (const { entity_id: id } of answer?.items ?? []) if (id) ids.push(id)
      if (!answer?.hasNext) break
    }
    return ids
  }

  return {
    isSorted: true,
    verifiesRows: true,
    observe: null,
    async identify(call) {
      const { id, currentUser } = await caches.account(call)
      return { account: id, user: currentUser ?? null }
    },
    async readContext(call) {
      const [definitions, timeZone, groups] = await Promise.all([
        caches.fields(call),
        caches.timeZone(call),
        caches.groups(call),
      ])
      return { definitions, timeZone, groups: [...groups].map(([id, name]) => ({ id, name })) }
    },
    listUsers: async (call) => {
      const users = await orFallback(() => caches.users(call), [])
      return new Map(users.map(({ id, name }) => [id, name]))
    },
    async nameCompanies(ids, call) {
      const found = await orFallback(() => client.companies(ids, call), new Map())
      return new Map([...found].flatMap(([id, { name }]) => (name ? [[id, name] as const] : [])))
    },
    async companiesChangedSince(seconds, call) {
      const names = new Map<number, string>()
      for (let page = 1; page <= maxListPages; page++) {
        const answer = await client.companiesSince(seconds, page, call)
        for (const { id, name } of answer?.items ?? []) if (name) names.set(id, name)
        if (!answer?.hasNext) break
      }
      return names
    },
    listById: (page, size, call) => list(`order[id]=asc&limit=${size}&page=${page}`, call),
    listNewest: (page, size, call) => list(`order[id]=desc&limit=${size}&page=${page}`, call),
    listChangedSince: (seconds, page, size, call) =>
      list(
        `filter[updated_at][from]=${seconds}&order[updated_at]=asc&limit=${size}&page=${page}`,
        call,
      ),
    async readRows(ids, call) {
      const asked = new Set(ids)
      const pages = await readInHalves(ids, call, listIds)
      const rows = pages.flatMap((page) => page.rows)
      const found = rows.filter(({ id }) => asked.has(id))
      const absent = ids.filter((id) => !found.some((row) => row.id === id))
      if (absent.length === 0) return { rows: found, missing: [] }
      const isFiltered = found.length > 0 && found.length === rows.length
      const others = await readAbsent(absent, isFiltered, call)
      return { rows: [...found, ...others.rows], missing: others.missing }
    },
    async listEvents(seconds, call) {
      const ids = new Set<number>()
      const types = new Set<string>()
      const filter = `filter[type]=${followed.join(',')}&filter[created_at][from]=${seconds}`
      try {
        for (let page = 1; page <= maxEventPages; page++) {
          const query = `${filter}&limit=${eventsPerPage}&page=${page}`
          const answer = await client.listEvents(query, call)
          for (const { entity_id: id, entity_type: entity, type } of answer?.items ?? []) {
            if (entity === 'contact') ids.add(id)
            if (type) types.add(type)
          }
          if (answer?.hasNext) continue
          for (const id of await taskContacts(seconds, call)) ids.add(id)
          return {
            ids: [...ids],
            hasMerged: types.has('entity_merged'),
            hasDeletedTasks: types.has('task_deleted'),
          }
        }
        return null
      } catch (error) {
        if (error instanceof SourceError && ['forbidden', 'not_found'].includes(error.failure))
          return null
        throw error
      }
    },
    countChats,
    talks,
    dialect: 'amo-v4',
    toUrl,
    countSent,
    now,
  }
}
