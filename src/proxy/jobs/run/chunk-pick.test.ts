import { expect, it } from 'vitest'
import { narrowed, pickChunk, pickJob, widened, type Narrow } from './chunk-pick.ts'

const rows = (from: number, to: number, tries = 0) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ line: from + index, tries }))

it('takes the first rows, as many as fit into one request', () => {
  expect(pickChunk(rows(1, 120), 50, undefined)).toEqual(rows(1, 50))
  expect(pickChunk(rows(1, 7), 50, undefined)).toEqual(rows(1, 7))
  expect(pickChunk([], 50, undefined)).toEqual([])
})

it('sends rows that failed before in ever smaller chunks, separate from the others', () => {
  expect(pickChunk([...rows(1, 3, 1), ...rows(4, 90)], 50, undefined)).toEqual(rows(1, 3, 1))
  expect(pickChunk(rows(1, 90, 3), 50, undefined)).toHaveLength(25)
  expect(pickChunk(rows(1, 90, 9), 50, undefined)).toHaveLength(1)
})

it.each([1, 17, 50])('finds the one bad row %i among fifty in few requests', (bad) => {
  let waiting = rows(1, 120)
  let narrow: Narrow | undefined
  let requests = 0
  const rejected: number[] = []
  while (waiting.length > 0) {
    const chunk = pickChunk(waiting, 50, narrow)
    requests += 1
    const isBad = chunk.some(({ line }) => line === bad)
    if (isBad && chunk.length > 1) {
      narrow = narrowed(chunk, narrow)
      continue
    }
    if (isBad) rejected.push(bad)
    waiting = waiting.slice(chunk.length)
    narrow = widened(chunk, narrow)
  }
  expect(rejected).toEqual([bad])
  expect(requests).toBeLessThan(24)
})

it('does not affect the search for a bad row when another chunk succeeds', () => {
  const narrow = { upTo: 50, size: 12 }
  expect(widened(rows(51, 100), narrow)).toBe(narrow)
  expect(widened(rows(39, 50), narrow)).toBeUndefined()
})

it('lets a job of three rows pass one of a hundred thousand, and starves neither', () => {
  const large = { id: 'large', open: 100_000, servedAt: 0 }
  const small = { id: 'small', open: 3, servedAt: 0 }
  expect(pickJob([large, small], 0)).toBe(small)
  expect(pickJob([large, { ...small, servedAt: 1 }], 1)).toBe(large)
  expect(pickJob([], 0)).toBeUndefined()
})
