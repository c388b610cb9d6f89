import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BotContact } from '#contract/upstream/watbot/contacts.ts'
import { createLocator } from './contact-locator.ts'
import { runs, timeLimit } from '#testing/soak.ts'

const call = { priority: 'person' } as const
const aRow = (id: number): BotContact => ({
  id,
  bot_id: 1,
  messenger: 'viber',
  created_at: 1.6e12 + id * 1000,
  all: {},
})

/** A bot whose list has these IDs in this order, and the number of its requests. */
function aBot(ids: number[]) {
  let asked = 0
  const all = ids.map(aRow)
  const locator = createLocator(
    {
      listContacts({ from = -Infinity, to = Infinity }, page, count) {
        asked += 1
        const rows = all.filter((row) => {
          const at = (row.created_at ?? 0) / 1000
          return at >= from && at <= to
        })
        const lastPage = Math.max(1, Math.ceil(rows.length / count))
        const items = rows.slice((page - 1) * count, page * count)
        return Promise.resolve({ items, dropped: [], lastPage, total: rows.length })
      },
    },
    {},
  )
  return { locator, calls: () => asked }
}

it(
  'finds every contact and no other, in ascending and descending lists',
  async () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 9000 }), {
      minLength: 1,
      maxLength: 3000,
    })
    const order = fc.constantFrom('up', 'down', 'anyhow')
    await fc.assert(
      fc.asyncProperty(lists, order, fc.integer({ min: 1, max: 9000 }), async (ids, way, other) => {
        const sign = way === 'up' ? 1 : -1
        const sorted = way === 'anyhow' ? ids : ids.toSorted((a, b) => sign * (a - b))
        for (const id of [ids[0] ?? 0, ids[ids.length >> 1] ?? 0, other]) {
          const found = await aBot(sorted).locator.find(id, call)
          const foundId = typeof found === 'object' ? found.id : found
          expect(foundId).toBe(ids.includes(id) ? id : undefined)
        }
      }),
      { numRuns: runs(40) },
    )
  },
  timeLimit(60_000),
)

it('reads few pages of a long list, and one for a contact seen before', async () => {
  const { locator, calls } = aBot(Array.from({ length: 200_000 }, (_, index) => index * 3 + 1))
  expect(await locator.find(3 * 123_456 + 1, call)).toMatchObject({ id: 370_369 })
  expect(calls()).toBeLessThan(12)
  const before = calls()
  expect(await locator.find(370_369, call)).toMatchObject({ id: 370_369 })
  expect(calls()).toBe(before + 1)
})

it('does not report a contact as missing before everything was read', async () => {
  const shuffled = Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 20_000) + 1)
  const { locator, calls } = aBot(shuffled)
  await expect(locator.find(99_999, call)).rejects.toMatchObject({ failure: 'timeout' })
  expect(calls()).toBe(24)
})
