import type { BotContact, BotContactPage } from '#contract/upstream/watbot/contacts.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { BotClient, BotSelection } from './client.ts'
import { maxRows } from './contact-listing.ts'

type Search = { row: BotContact | undefined; isAllRead: boolean }

const maxKnown = 50_000
// 12 seconds of WatBot's rate limit; by binary search enough for millions of contacts
const maxPages = 24

/**
 * Finds a contact by ID, for which WatBot has no method. For a contact that was read before, its
 * bot and the second of its creation are known, and listing that second takes one call. Otherwise
 * pages are found by binary search, because IDs ascend in the documents, or by a full scan if they
 * are unordered.
 */
export function createLocator(
  client: Pick<BotClient, 'listContacts'>,
  everywhere: BotSelection,
  /** By contact; shared by locators of different pace. */
  selections = new Map<number, BotSelection>(),
) {
  function remember(rows: BotContact[]) {
    for (const row of rows) {
      selections.delete(row.id)
      if (row.created_at == null || row.bot_id == null) continue
      const at = Math.floor(row.created_at / 1000)
      selections.set(row.id, { bot: row.bot_id, from: at, to: at })
    }
    for (const id of selections.keys()) {
      if (selections.size <= maxKnown) break
      selections.delete(id)
    }
  }

  /** `unreadable`: the contact may be one of the rows that could not be read. */
  async function find(id: number, call: Call): Promise<BotContact | 'unreadable' | undefined> {
    const selection = selections.get(id)
    // If the source does not know the bot, the stored bot is wrong.
    const there = selection && (await unlessRefused(() => search(selection, id, call)))
    if (there?.row) return there.row
    const { row, isAllRead } = await search(everywhere, id, call)
    return row ?? (isAllRead ? undefined : 'unreadable')
  }

  async function search(where: BotSelection, id: number, call: Call): Promise<Search> {
    let asked = 0
    let isAllRead = true
    const seen = new Map<number, BotContactPage>()
    const page = async (number: number): Promise<BotContactPage> => {
      const known = seen.get(number)
      if (known) return known
      asked += 1
      if (asked > maxPages)
        throw new SourceError('timeout', `Contact ${id} is not in the first ${maxPages} pages read`)
      const found = await client.listContacts(where, number, maxRows, call)
      remember(found.items)
      if (found.dropped.length > 0) isAllRead = false
      seen.set(number, found)
      return found
    }
    const has = ({ items }: BotContactPage) => items.find((row) => row.id === id)
    const result = (row: BotContact | undefined): Search => ({ row, isAllRead })

    const first = await page(1)
    const last = first.lastPage
    let order = has(first) ? undefined : orderOf(first)
    let [low, high] = [2, last]
    while (order && low <= high) {
      const middle = Math.floor((low + high) / 2)
      const found = await page(middle)
      if (has(found)) return result(has(found))
      const begin = found.items[0]?.id
      const isOdd = found.items.length > 1 && orderOf(found) !== order
      if (begin === undefined || isOdd) order = undefined
      else if (order === 'up' ? id < begin : id > begin) high = middle - 1
      else low = middle + 1
    }
    if (has(first) || order) return result(has(first))
    for (let number = 2; number <= last; number++) {
      const row = has(await page(number))
      if (row) return result(row)
    }
    return result(undefined)
  }

  return {
    find,
    remember,
    isKnown: (id: number) => selections.has(id),
    forget: () => selections.clear(),
  }
}
export type ContactLocator = ReturnType<typeof createLocator>

async function unlessRefused<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load()
  } catch (error) {
    const isRefused =
      error instanceof SourceError && ['forbidden', 'not_found', 'rejected'].includes(error.failure)
    if (!isRefused) throw error
    return undefined
  }
}

/** The order of the IDs of a page; undefined if they are unordered. */
function orderOf({ items }: BotContactPage): 'up' | 'down' | undefined {
  const ids = items.map((row) => row.id)
  if (ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0))) return 'up'
  return ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0)) ? 'down' : undefined
}
