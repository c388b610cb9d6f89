import { amoContact } from '#contract/upstream/amo-v4/contacts.ts'
import type { FeedPage, SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { AccountCaches } from './account-caches.ts'
import type { AmoV4Client } from './client.ts'
import { toContact, toContactDetail } from './read-translation.ts'
import { idFilter, pageAmount } from './request.ts'

const maxEventPages = 50 // 5,000 events; more cost as much as a full scan
const eventsPerPage = 100 // a larger limit is not cut to its size but to half of it
const maxCompanyPages = 40
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
]

type Options = {
  client: AmoV4Client
  caches: AccountCaches
  /** URL of the contact's page at the source. */
  toUrl: (id: number) => string | null
  now: () => number
}

/** How a local copy of an account's contacts is filled and followed (reference 3.2, 12, 13). */
export function createFeed({ client, caches, toUrl, now }: Options): SourceFeed {
  async function list(query: string, call: Call): Promise<FeedPage> {
    const page = await client.listStored(query, call)
    return {
      rows: (page?.items ?? []).map(({ contact, body }) => ({
        id: contact.id,
        updatedAt: contact.updated_at ?? null,
        body,
      })),
      unreadable: page?.dropped.length ?? 0,
      hasNext: page?.hasNext ?? false,
    }
  }
  const listIds = (ids: number[], call: Call) => list(`${idFilter(ids)}&limit=${pageAmount}`, call)

  /**
   * Those of the IDs that are certainly not in the list: the same filter finds another contact, or
   * the source answers that there is no such contact.
   */
  async function proveMissing(ids: number[], isFiltered: boolean, call: Call): Promise<number[]> {
    if (isFiltered) return ids
    const [control] = (await list('order[id]=desc&limit=1', call)).rows
    if (control) {
      const asked = new Set([...ids.slice(0, pageAmount - 1), control.id])
      const { rows } = await listIds([...asked], call)
      const isObeyed =
        rows.some(({ id }) => id === control.id) && rows.every(({ id }) => asked.has(id))
      if (isObeyed) {
        const found = new Set(rows.map(({ id }) => id))
        return ids.filter((id) => asked.has(id) && !found.has(id))
      }
    }
    const missing: number[] = []
    for (const id of ids.slice(0, maxSingles)) if (!(await isThere(id, call))) missing.push(id)
    return missing
  }

  async function isThere(id: number, call: Call): Promise<boolean> {
    try {
      return (await client.getContact(id, call)) !== undefined
    } catch (error) {
      if (error instanceof SourceError && error.failure === 'not_found') return false
      throw error
    }
  }

  return {
    async identify(call) {
      const { id, currentUser } = await caches.account(call)
      return { account: id, user: currentUser ?? null }
    },
    async readContext(call) {
      const [definitions, timeZone] = await Promise.all([
        caches.fields(call),
        caches.timeZone(call),
      ])
      return { definitions, timeZone }
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
      for (let page = 1; page <= maxCompanyPages; page++) {
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
      const { rows } = await listIds(ids, call)
      const found = rows.filter(({ id }) => asked.has(id))
      const absent = ids.filter((id) => !found.some((row) => row.id === id))
      if (absent.length === 0) return { rows: found, missing: [] }
      const isFiltered = found.length > 0 && found.length === rows.length
      return { rows: found, missing: await proveMissing(absent, isFiltered, call) }
    },
    async listEvents(seconds, call) {
      const ids = new Set<number>()
      const filter = `filter[type]=${followed.join(',')}&filter[created_at][from]=${seconds}`
      try {
        for (let page = 1; page <= maxEventPages; page++) {
          const query = `${filter}&limit=${eventsPerPage}&page=${page}`
          const answer = await client.listEvents(query, call)
          for (const { entity_id: id, entity_type: type } of answer?.items ?? [])
            if (type === 'contact') ids.add(id)
          if (!answer?.hasNext) return [...ids]
        }
        return null
      } catch (error) {
        if (error instanceof SourceError && ['forbidden', 'not_found'].includes(error.failure))
          return null
        throw error
      }
    },
    toDetails: (rows, names, context) =>
      rows.map((row) => {
        const contact = amoContact.parse(JSON.parse(row))
        return toContactDetail(contact, { names, ...context, url: toUrl(contact.id) })
      }),
    toContacts: (rows, names, context, ids) =>
      rows.map((row) =>
        toContact(amoContact.parse(JSON.parse(row)), names, ids && { ids, ...context }),
      ),
    now,
  }
}
