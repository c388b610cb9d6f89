import type { MirrorEstimate } from '#contract/api/mirror.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { MirrorPlace } from './mirror-place.ts'

const contactsPerSortedPage = 250
const bytesPerContact = 6500 // see docs/benchmarks.md
const precision = 0.05
const maxContacts = 50_000_000

const call: Call = { priority: 'prefetch' }

type Options = { feed: SourceFeed; place: MirrorPlace; requestsPerSecond: number }

const contactsPerRequest = (feed: SourceFeed): number =>
  feed.isSorted ? contactsPerSortedPage : (feed.pageSizes[0] ?? 1)

/** What a copy of the source takes: disk, requests and, with the rate, time. */
export async function estimateMirror(options: Options): Promise<MirrorEstimate> {
  const { feed, place, requestsPerSecond } = options
  const contacts = await countContacts(feed).catch((error: unknown) => {
    // The source may have a limit for the number of a page.
    if (error instanceof SourceError && error.failure === 'rejected') return null
    throw error
  })
  const min = contacts === null ? null : Math.max(1, Math.ceil(contacts / contactsPerRequest(feed)))
  const chats = feed.countChats ? 1 : 0
  return {
    contacts,
    // For each page at most one request for its companies, where its rows do not name them, and one
    // for its chats.
    requests:
      min === null
        ? null
        : { min: min * (1 + chats), max: min * (1 + chats + (feed.nameCompanies ? 1 : 0)) },
    requestsPerSecond,
    bytes: contacts === null ? null : contacts * bytesPerContact,
    freeBytes: await place.free(),
  }
}

/**
 * The number of contacts: by doubling, then by halving, with pages of one row each. Sources of lists
 * without a total have no other way than reading all of it.
 */
async function countContacts(feed: SourceFeed): Promise<number> {
  const reported = feed.isSorted ? null : ((await feed.count?.(call)) ?? null)
  if (reported !== null) return reported
  const hasContact = async (position: number): Promise<boolean> => {
    const { rows, unreadable } = await (feed.isSorted
      ? feed.listById(position, 1, call)
      : feed.list(position - 1, 1, call))
    return rows.length + unreadable > 0
  }
  if (!(await hasContact(1))) return 0
  let [present, absent] = [1, contactsPerSortedPage]
  while (absent < maxContacts && (await hasContact(absent)))
    [present, absent] = [absent, absent * 2]
  while (absent - present > Math.max(1, present * precision)) {
    const middle = Math.floor((present + absent) / 2)
    if (await hasContact(middle)) present = middle
    else absent = middle
  }
  return present
}
