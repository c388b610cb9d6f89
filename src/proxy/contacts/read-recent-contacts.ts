import type { Contact, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { Source } from '#proxy/sources/source.ts'

/** A contact as counted in an overview; times in milliseconds. */
export type Entry = {
  id: number
  /** Null if it could not be read. */
  createdAt: number | null
  /** The time by which it is counted: its last change, or its creation. */
  at: number
  responsible: Contact['responsible']
  tags: string[]
  bot: number | null
}

export type Recent = {
  entries: Entry[]
  /**
   * Number of contacts that are not among the entries, because they, or the time they are counted
   * by, could not be read.
   */
  leftOut: number
  /**
   * Milliseconds: the entries are complete since this time; null if they are complete for no
   * period.
   */
  from: number | null
  gap: 'tooMany' | 'filterIgnored' | null
}

type Reading = {
  source: Source
  /** Milliseconds. */
  from: number
  maxRequests: number
  call: Call
  /** Called after each page with the number of contacts read. */
  onRead: (contacts: number) => void
}

/**
 * Reads contacts changed (or added, if a source does not report changes) since `from`. If the
 * reading is incomplete, `gap` gives the reason; nothing is extrapolated.
 */
export function readRecent(reading: Reading): Promise<Recent> {
  const { filters, sorts } = reading.source.info.capabilities
  return filters.includes('updated') && sorts.includes('updatedAt')
    ? readNewestFirst(reading)
    : readInAnyOrder(reading)
}

/** Reads the latest changes first, so that a partial reading is complete for its period. */
async function readNewestFirst(reading: Reading): Promise<Recent> {
  const found = createFound(reading.source)
  const scan = await scanBack(reading, reading.from, found)
  // Contacts changed during the scan moved to the front and may have been missed.
  const again =
    scan.newest === undefined ? scan : await scanBack(reading, Date.parse(scan.newest), found)
  if (scan.isIgnored || again.isIgnored) return unknown('filterIgnored')
  if (again.readTo !== undefined) return unknown('tooMany') // changes come faster than they can be read
  return scan.readTo === undefined
    ? { ...found.all(), from: reading.from, gap: null }
    : since(scan.readTo, found)
}

/** The second in which a reading ended may be incomplete. */
function since(readTo: string, found: Found): Recent {
  const from = Date.parse(readTo) + 1000
  const { entries, leftOut } = found.all()
  return { entries: entries.filter(({ at }) => at >= from), leftOut, from, gap: 'tooMany' }
}

type Scan = {
  isIgnored: boolean
  /** The time of the latest change. */
  newest?: string | undefined
  /** The last change of the last contact read, if the scan is incomplete. */
  readTo?: string | undefined
}

/**
 * Requests each page by the last time of the previous page and not by its number, so that
 * concurrent changes and deletions do not shift any contact out of the scan.
 */
async function scanBack(
  { source, from: firstFrom, maxRequests, call, onRead }: Reading,
  from: number,
  found: Found,
): Promise<Scan> {
  let newest: string | undefined
  let to: string | undefined
  let page = 1
  for (let asked = 1; ; asked++) {
    const updated = { from: toIso(from), ...(to !== undefined && { to }) }
    const query: ContactQuery = { ...largestPage(source, page), sort: '-updatedAt', updated }
    const answer = await source.reader.listContacts(query, call)
    const { items, hasNext, filterApplied } = answer
    if (!filterApplied || !isNewestFirst(items)) return { isIgnored: true }
    // Contacts changed during the scan are read a second time: their unreadable rows are counted in
    // the first scan only.
    const key = from === firstFrom ? `${to} ${page}` : undefined
    found.add(answer, { key })
    onRead(found.size())
    newest ??= items.find(({ updatedAt }) => updatedAt !== null)?.updatedAt ?? undefined
    const last = items.findLast(({ updatedAt }) => updatedAt !== null)?.updatedAt ?? to
    if (!hasNext) return { isIgnored: false, newest }
    if (asked >= maxRequests) return { isIgnored: false, newest, readTo: last ?? toIso(from) }
    page = last === to ? page + 1 : 1 // one second holds more than a page
    to = last
  }
}

/**
 * Reads page by page in the order of the source. The result is complete or empty, because the
 * missing part could belong to any week. Bots are read one after the other, because the list does
 * not include a contact's bot.
 */
async function readInAnyOrder({
  source,
  from,
  maxRequests,
  call,
  onRead,
}: Reading): Promise<Recent> {
  const { bots, filters } = source.info.capabilities
  const found = createFound(source)
  let asked = 0
  for (const bot of bots.length > 0 ? bots.map(({ id }) => id) : [undefined])
    for (let page = 1; ; page++) {
      asked += 1
      const answer = await source.reader.listContacts(
        {
          ...largestPage(source, page),
          // The filter excludes its own second: `from` is included by using one second earlier.
          ...(filters.includes('updatedSince')
            ? { updatedSince: toIso(from - 1000) }
            : { created: { from: toIso(from) } }),
          ...(bot !== undefined && { bot }),
        },
        call,
      )
      const { items, hasNext, total, filterApplied } = answer
      if (!filterApplied) return unknown('filterIgnored')
      found.add(answer, { key: `${bot} ${page}`, bot })
      onRead(found.size())
      if (!hasNext) break
      const size = items.length + answer.unreadable.length
      const left = total === null || size === 0 ? 1 : Math.ceil((total - page * size) / size)
      if (asked + left > maxRequests) return unknown('tooMany')
    }
  return { ...found.all(), from, gap: null }
}

const unknown = (gap: Recent['gap']): Recent => ({
  entries: [],
  leftOut: 0,
  from: null,
  gap,
})

const largestPage = (source: Source, page: number): ContactQuery => ({
  page,
  size: Math.max(...source.info.capabilities.pageSizes),
  search: '',
})

/**
 * Collects contacts of pages; if a contact is read again, the last reading replaces the earlier
 * ones.
 */
function createFound({ info }: Source) {
  const entries = new Map<number, Entry>()
  const leftOut = new Set<string>()
  const { updatedAt: knowsUpdatedAt } = info.capabilities.knows

  function addContact(contact: Contact, bot?: number) {
    const createdAt = contact.createdAt === null ? null : Date.parse(contact.createdAt)
    const updatedAt = contact.updatedAt === null ? null : Date.parse(contact.updatedAt)
    const at = knowsUpdatedAt ? updatedAt : createdAt
    if (at === null) {
      leftOut.add(`#${contact.id}`)
      return
    }
    leftOut.delete(`#${contact.id}`)
    entries.set(contact.id, {
      id: contact.id,
      createdAt,
      at,
      responsible: contact.responsible,
      tags: contact.tags.map(({ name }) => name),
      bot: bot ?? null,
    })
  }

  return {
    /**
     * `key` differs for each page: a row without an ID is identified by its position in the page
     * only.
     */
    add(
      { items, unreadable }: ContactPage,
      { key, bot }: { key: string | undefined; bot?: number | undefined },
    ) {
      for (const contact of items) addContact(contact, bot)
      for (const { id, path } of unreadable)
        if (id !== null) leftOut.add(`#${id}`)
        else if (key !== undefined) leftOut.add(`${key} ${path}`)
    },
    size: () => entries.size,
    all: () => ({ entries: [...entries.values()], leftOut: leftOut.size }),
  }
}
type Found = ReturnType<typeof createFound>

/** If the source has another order, requesting pages by time would skip contacts. */
const isNewestFirst = (contacts: Contact[]): boolean =>
  contacts
    .flatMap(({ updatedAt }) => updatedAt ?? [])
    .every((updatedAt, index, all) => index === 0 || updatedAt <= (all[index - 1] ?? ''))

const toIso = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString()
