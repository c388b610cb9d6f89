import type { Contact, ContactQuery } from '#contract/api/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { Source } from '#proxy/sources/source.ts'

/** A contact as an overview counts it; moments in milliseconds. */
export type Entry = {
  id: number
  createdAt: number
  /** The moment by which it is counted: of its last change, or of its creation. */
  at: number
  responsible: Contact['responsible']
  tags: string[]
  bot: number | null
}

/** The result of a reading. */
export type Recent = {
  entries: Entry[]
  /** Milliseconds: the entries are complete since then; null where they are complete for no period. */
  from: number | null
  gap: 'tooMany' | 'filterIgnored' | null
}

type Reading = {
  source: Source
  /** Milliseconds. */
  from: number
  /** Maximum number of requests. */
  maxRequests: number
  call: Call
  /** Called after each page with the number of contacts read. */
  onRead: (contacts: number) => void
}

/**
 * Reads contacts changed (or, where a source does not report changes, added) since `from`. An
 * incomplete reading is reported in `gap`, never extrapolated.
 */
export function readRecent(reading: Reading): Promise<Recent> {
  const { filters, sorts } = reading.source.info.capabilities
  return filters.includes('updated') && sorts.includes('updatedAt')
    ? readNewestFirst(reading)
    : readInAnyOrder(reading)
}

/** Newest change first, so that a partial reading is complete for its period. */
async function readNewestFirst(reading: Reading): Promise<Recent> {
  const entries = new Map<number, Entry>()
  const scan = await scanBack(reading, reading.from, entries)
  // Contacts changed during the scan moved to the front and may have been missed.
  const again =
    scan.newest === undefined ? scan : await scanBack(reading, Date.parse(scan.newest), entries)
  if (scan.isIgnored || again.isIgnored) return unknown('filterIgnored')
  if (again.readTo !== undefined) return unknown('tooMany') // changes come faster than they can be read
  return scan.readTo === undefined
    ? { entries: [...entries.values()], from: reading.from, gap: null }
    : since(scan.readTo, entries)
}

/** The second in which a reading ended may be incomplete. */
function since(readTo: string, entries: Map<number, Entry>): Recent {
  const from = Date.parse(readTo) + 1000
  return { entries: [...entries.values()].filter(({ at }) => at >= from), from, gap: 'tooMany' }
}

type Scan = {
  isIgnored: boolean
  /** The last change of all. */
  newest?: string | undefined
  /** The last change of the last contact read, where the scan is incomplete. */
  readTo?: string | undefined
}

/**
 * Each page is requested by the last timestamp of the one before and not by its number: concurrent
 * changes and deletions then shift no contact out of the scan.
 */
async function scanBack(
  { source, maxRequests, call, onRead }: Reading,
  from: number,
  entries: Map<number, Entry>,
): Promise<Scan> {
  let newest: string | undefined
  let to: string | undefined
  let page = 1
  for (let asked = 1; ; asked++) {
    const updated = { from: toIso(from), ...(to !== undefined && { to }) }
    const query: ContactQuery = { ...largestPage(source, page), sort: '-updatedAt', updated }
    const { items, hasNext, filterApplied } = await source.reader.listContacts(query, call)
    if (!filterApplied || !isNewestFirst(items)) return { isIgnored: true }
    for (const contact of items) add(entries, contact)
    onRead(entries.size)
    newest ??= items[0]?.updatedAt ?? undefined
    const last = items.at(-1)?.updatedAt ?? undefined
    if (!hasNext || last === undefined) return { isIgnored: false, newest }
    if (asked >= maxRequests) return { isIgnored: false, newest, readTo: last }
    page = last === to ? page + 1 : 1 // one second holds more than a page
    to = last
  }
}

/**
 * Page by page in the order of the source; complete or nothing, because the missing part could belong
 * to any week. Bot by bot where contacts belong to bots, because the list does not name their bot.
 */
async function readInAnyOrder({
  source,
  from,
  maxRequests,
  call,
  onRead,
}: Reading): Promise<Recent> {
  const { bots, filters } = source.info.capabilities
  const entries = new Map<number, Entry>()
  let asked = 0
  for (const bot of bots.length > 0 ? bots.map(({ id }) => id) : [undefined])
    for (let page = 1; ; page++) {
      asked += 1
      const { items, hasNext, total, filterApplied } = await source.reader.listContacts(
        {
          ...largestPage(source, page),
          // The filter excludes its own second: one second earlier includes `from`.
          ...(filters.includes('updatedSince')
            ? { updatedSince: toIso(from - 1000) }
            : { created: { from: toIso(from) } }),
          ...(bot !== undefined && { bot }),
        },
        call,
      )
      if (!filterApplied) return unknown('filterIgnored')
      for (const contact of items) add(entries, contact, bot)
      onRead(entries.size)
      if (!hasNext) break
      const left = total === null ? 1 : Math.ceil((total - page * items.length) / items.length)
      if (asked + left > maxRequests) return unknown('tooMany')
    }
  return { entries: [...entries.values()], from, gap: null }
}

const unknown = (gap: Recent['gap']): Recent => ({ entries: [], from: null, gap })

const largestPage = (source: Source, page: number): ContactQuery => ({
  page,
  size: Math.max(...source.info.capabilities.pageSizes),
  search: '',
})

/** The last reading of a contact replaces earlier ones. */
function add(entries: Map<number, Entry>, contact: Contact, bot?: number) {
  const createdAt = Date.parse(contact.createdAt)
  entries.set(contact.id, {
    id: contact.id,
    createdAt,
    at: contact.updatedAt === null ? createdAt : Date.parse(contact.updatedAt),
    responsible: contact.responsible,
    tags: contact.tags.map(({ name }) => name),
    bot: bot ?? null,
  })
}

/** A source that keeps another order would have its pages skipped by the moments of their ends. */
const isNewestFirst = (contacts: Contact[]): boolean =>
  contacts.every(({ updatedAt }, index) => {
    const before = contacts[index - 1]
    return !before || (updatedAt ?? '') <= (before.updatedAt ?? '')
  })

const toIso = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString()
