import type { AmoEvent } from '#contract/upstream/amo-v4/activities.ts'

/** A page of the events between two moments, both included, in Unix seconds. */
export type ListEvents = (
  range: { from: number; to: number },
  page: number,
) => Promise<{ items: AmoEvent[]; hasNext: boolean }>

/** `floor`: every event from it until the asked moment is among the items; null: all before it too. */
export type EventWindow = { items: AmoEvent[]; floor: number | null }

const maxPages = 60 // 6,000 events within one second

/**
 * The newest events up to a moment. Neither the order of the list nor that its pages do not repeat is
 * documented: a page that descends is taken as the newest ones, otherwise the range of time is
 * halved until it is one page, which is complete in any order.
 */
export async function eventsBelow(list: ListEvents, to: number): Promise<EventWindow> {
  const first = await list({ from: 0, to }, 1)
  if (!first.hasNext) return { items: first.items, floor: null }
  return isDescending(first.items, to) ? descending(list, to, first.items) : halved(list, to)
}

const isDescending = (items: AmoEvent[], to: number): boolean =>
  items.length > 0 &&
  items.every(({ created_at: at }, index) => at <= (items[index - 1]?.created_at ?? to))

/** Pages of one second can be endless: more are read until a page ends in an earlier one. */
async function descending(list: ListEvents, to: number, first: AmoEvent[]): Promise<EventWindow> {
  const items = [...first]
  for (let page = 2; page <= maxPages; page++) {
    const last = items.at(-1)?.created_at ?? to
    const top = items[0]?.created_at ?? to
    if (last < top) {
      // The rest of the last second may be on the next page.
      return { items: items.filter(({ created_at: at }) => at > last), floor: last + 1 }
    }
    const next = await list({ from: 0, to }, page)
    // Everything was of one second so far, so that its order said nothing.
    if (!isDescending(next.items, last)) return halved(list, to)
    items.push(...next.items)
    if (!next.hasNext) return { items, floor: null }
  }
  return { items, floor: items.at(-1)?.created_at ?? to }
}

async function halved(list: ListEvents, to: number): Promise<EventWindow> {
  for (let from = Math.floor(to / 2); ;) {
    const page = await list({ from, to }, 1)
    if (!page.hasNext) return { items: page.items, floor: from }
    if (from === to) return { items: await allOf(list, { from, to }, page.items), floor: from }
    from = Math.ceil((from + to) / 2)
  }
}

async function allOf(list: ListEvents, range: { from: number; to: number }, first: AmoEvent[]) {
  const items = [...first]
  for (let page = 2; page <= maxPages; page++) {
    const next = await list(range, page)
    items.push(...next.items)
    if (!next.hasNext) break
  }
  return items
}
