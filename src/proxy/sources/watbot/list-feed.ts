import type { BotContactPage } from '#contract/upstream/watbot/contacts.ts'
import { pageBefore } from '#proxy/sources/page-before.ts'
import { listPart } from '#proxy/sources/list-part.ts'
import type { FeedRow, ListFrom, PlainFeed, RowObserver } from '#proxy/sources/source-feed.ts'
import { readable } from '#proxy/sources/transport/parse-answer.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { BotClient, BotSelection } from './client.ts'
import type { ContactLocator } from './contact-locator.ts'
import { maxRows } from './contact-listing.ts'
import { fieldDefinitions } from './field-kinds.ts'
import type { Bots } from './read-translation.ts'
import { partlyKnown, toRow } from './stored-contacts.ts'

type Options = {
  client: BotClient
  locator: ContactLocator
  everywhere: BotSelection
  bots: Bots
  observe: (observer: RowObserver) => () => void
  countSent: () => number
  now: () => number
}

/**
 * How a local copy of the contacts of bots is filled and followed: new ones by the time of their
 * creation, everything else by full scans (seed 004).
 */
export function createFeed(options: Options): PlainFeed {
  const { client, locator, everywhere, bots, observe, countSent, now } = options

  const listing =
    (where: BotSelection): ListFrom =>
    async (position, size, call) => {
      const { page, amount } = pageBefore(position + 1, size)
      const found = await client.listContacts(where, page, amount, call)
      locator.remember(found.items)
      const hasNext = page < found.lastPage
      return listPart(found, { offset: (page - 1) * amount, hasNext, toRow: (row) => toRow(row) })
    }

  async function readRow(id: number, call: Call): Promise<FeedRow | 'unreadable' | undefined> {
    const row = await locator.find(id, call)
    if (row === undefined || row === 'unreadable') return row
    const tags = await readable(() => client.contactTags(id, call))
    return tags === 'unreadable' || tags.dropped.length > 0
      ? toRow(row)
      : toRow(row, { tags: tags.items })
  }

  return {
    isSorted: false,
    // Each contact takes two requests, of two that are allowed per second.
    verifiesRows: false,
    talks: null,
    partlyKnown,
    observe,
    pageSizes: [maxRows, 250, 125, 50, 25],
    identify: () => Promise.resolve({ account: null, user: null }),
    readContext: () =>
      Promise.resolve({
        definitions: fieldDefinitions,
        timeZone: 'UTC',
        groups: [],
        bots,
        partlyKnown,
      }),
    listUsers: () => Promise.resolve(new Map()),
    nameCompanies: null,
    list: listing(everywhere),
    async count(call) {
      const { total }: BotContactPage = await client.listContacts(everywhere, 1, 1, call)
      return total
    },
    listSince: (from) => listing({ ...everywhere, from }),
    hasNewAtEnd: false,
    async readRows(ids, call) {
      const rows: FeedRow[] = []
      const missing: number[] = []
      for (const id of ids) {
        const row = await readRow(id, call)
        if (row === undefined) missing.push(id)
        else if (row !== 'unreadable') rows.push(row)
      }
      return { rows, missing }
    },
    dialect: 'watbot',
    toUrl: () => null,
    countSent,
    now,
  }
}
