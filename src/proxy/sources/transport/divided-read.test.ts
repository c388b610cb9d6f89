import { expect, it } from 'vitest'
import type { Call } from './source-call.ts'
import { createDividedRead } from './divided-read.ts'
import { SourceError } from './source-errors.ts'

const person: Call = { priority: 'person' }
const deadline = {
  person: 25_000,
  prefetch: 25_000,
  verification: 25_000,
  bulk: 120_000,
  mirror: 120_000,
}
const tooMuch = (status: number) =>
  new SourceError(status === 504 ? 'timeout' : 'invalid_response', 'too much', { status })

/** A source with `rows` rows, which returns at most `max` of them per request. */
function sourceOf(rows: number, max: number, status = 504) {
  const asked: string[] = []
  let clock = 0
  const read = createDividedRead({ deadline, now: () => clock })
  const page = async (size: number, call = person) => {
    const parts = await read(
      size,
      call,
      async (amount, part, { isDivisible }) => {
        asked.push(`${amount}/${part}`)
        clock += 100
        if (amount > max) throw tooMuch(status)
        // Only the smallest size is worth a retry.
        expect(isDivisible).toBe(amount > 25)
        const first = part * amount
        const items = Array.from(
          { length: Math.max(0, Math.min(amount, rows - first)) },
          (_, n) => first + n,
        )
        return { items, hasNext: first + amount < rows }
      },
      ({ hasNext }) => !hasNext,
    )
    return parts.flatMap(({ items }) => items)
  }
  return { page, asked, pass: (ms: number) => void (clock += ms) }
}

it.each([
  [250, 250, ['250/0']],
  [250, 125, ['250/0', '125/0', '125/1']],
  [250, 60, ['250/0', '125/0', '50/0', '50/1', '50/2', '50/3', '50/4']],
  [100, 30, ['100/0', '50/0', '25/0', '25/1', '25/2', '25/3']],
  [500, 250, ['500/0', '250/0', '250/1']],
])(
  'reads a page of %i in parts if no more than %i rows are returned',
  async (size, max, expected) => {
    const { page, asked } = sourceOf(10_000, max)
    expect(await page(size)).toEqual(Array.from({ length: size }, (_, index) => index))
    expect(asked).toEqual(expected)
  },
)

it.each([504, 413, 414, 431])('treats status %i as too large', async (status) => {
  const { page } = sourceOf(10_000, 50, status)
  expect(await page(250)).toHaveLength(250)
})

it('ends with the last row', async () => {
  const { page, asked } = sourceOf(130, 50)
  expect(await page(250)).toHaveLength(130)
  expect(asked.at(-1)).toBe('50/2')
})

it('starts the next page with the size that succeeded, and tries larger ones later', async () => {
  const { page, asked, pass } = sourceOf(10_000, 125)
  await page(250)
  asked.length = 0
  await page(250)
  expect(asked).toEqual(['125/0', '125/1'])
  pass(600_001)
  asked.length = 0
  await page(250)
  expect(asked[0]).toBe('250/0')
})

it('requests at least 25, and throws their failure', async () => {
  const { page, asked } = sourceOf(10_000, 0)
  await expect(page(250)).rejects.toMatchObject({ status: 504 })
  expect(asked).toEqual(['250/0', '125/0', '50/0', '25/0'])
})

it('does not divide a page after another failure', async () => {
  const read = createDividedRead({ deadline })
  let asked = 0
  const answer = read(
    250,
    person,
    async () => {
      asked += 1
      throw new SourceError('forbidden', 'no', { status: 403 })
    },
    () => false,
  )
  await expect(answer).rejects.toMatchObject({ failure: 'forbidden' })
  expect(asked).toBe(1)
})
