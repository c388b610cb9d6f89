import { expect, it } from 'vitest'
import type { AmoEvent } from '#contract/upstream/amo-v4/activities.ts'
import { createRandom } from '#testing/soak.ts'
import { eventsBelow, type ListEvents } from './event-windows.ts'

const perPage = 20 // so many are in descending order by chance next to never

type Order = (events: AmoEvent[]) => AmoEvent[]

const listIn =
  (order: Order, all: AmoEvent[]): ListEvents =>
  ({ from, to }, page) => {
    const found = order(all.filter(({ created_at: at }) => at >= from && at <= to))
    const items = found.slice((page - 1) * perPage, page * perPage)
    return Promise.resolve({ items, hasNext: found.length > page * perPage })
  }

const orders: [string, Order][] = [
  ['newest first', (events) => events.toSorted((a, b) => b.created_at - a.created_at)],
  ['oldest first', (events) => events.toSorted((a, b) => a.created_at - b.created_at)],
  ['by ID', (events) => events.toSorted((a, b) => (a.id < b.id ? -1 : 1))],
]

it.each(orders)('reads all events downwards of a list that is %s', async (_name, order) => {
  const random = createRandom()
  for (let round = 0; round < 40; round++) {
    const span = 1 + Math.floor(random() * 60)
    const all = Array.from({ length: Math.floor(random() * 200) }, (): AmoEvent => ({
      id: String(Math.floor(random() * 1e9)),
      created_at: 1_700_000_000 + Math.floor(random() * span),
    }))
    const list = listIn(order, all)
    const found = new Map<string, AmoEvent>()
    for (let to = 1_800_000_000; ;) {
      const { items, floor } = await eventsBelow(list, to)
      for (const item of items) found.set(item.id, item)
      // What is said to be complete is complete.
      const complete = all.filter(({ created_at: at }) => at >= (floor ?? 0))
      expect(complete.every(({ id }) => found.has(id))).toBe(true)
      if (floor === null) break
      expect(floor).toBeLessThanOrEqual(to)
      to = floor - 1
    }
    expect(found.size).toBe(new Set(all.map(({ id }) => id)).size)
  }
})
