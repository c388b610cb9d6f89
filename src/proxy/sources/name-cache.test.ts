import { expect, it, vi } from 'vitest'
import { ttlCache } from '#proxy/sources/transport/ttl-cache.ts'
import { createNameCache } from './name-cache.ts'

const person = { priority: 'person' } as const

it('looks up unknown ids once, and known ones not at all', async () => {
  const load = vi.fn<(ids: number[]) => Promise<Map<number, string>>>(
    async (ids) => new Map(ids.map((id) => [id, `name ${id}`])),
  )
  const names = createNameCache(1000, load, () => 0)
  await names.get([1, 2, 2], person)
  expect(await names.get([2, 3], person)).toEqual(
    new Map([
      [2, 'name 2'],
      [3, 'name 3'],
    ]),
  )
  expect(load.mock.calls).toEqual([
    [[1, 2], person],
    [[3], person],
  ])
})

it('collects the IDs of all callers during a look-up for the next one', async () => {
  let answer = () => {}
  const load = vi.fn<(ids: number[]) => Promise<Map<number, string>>>(
    (ids) =>
      new Promise((resolve) => {
        answer = () => resolve(new Map(ids.map((id) => [id, `name ${id}`])))
      }),
  )
  const names = createNameCache(1000, load, () => 0)
  const first = names.get([1], person)
  await expect.poll(() => load.mock.calls.length).toBe(1)
  const others = [names.get([2], { priority: 'bulk' }), names.get([2, 3], person)]
  answer()
  await first
  await expect.poll(() => load.mock.calls.length).toBe(2)
  answer()
  expect((await Promise.all(others)).map((found) => [...found.keys()])).toEqual([[2], [2, 3]])
  expect(load.mock.calls[1]).toEqual([[2, 3], person])
})

it('rejects the callers of a failed lookup and continues with the next', async () => {
  const load = vi
    .fn<() => Promise<Map<number, string>>>(async () => new Map([[2, 'two']]))
    .mockRejectedValueOnce(new Error('down'))
  const names = createNameCache(1000, load, () => 0)
  const first = names.get([1], person)
  await expect(first).rejects.toThrow('down')
  expect(await names.get([2], person)).toEqual(new Map([[2, 'two']]))
})

it('caches that an ID is missing, until it expires', async () => {
  let now = 0
  const load = vi.fn<() => Promise<Map<number, string>>>(async () => new Map())
  const names = createNameCache(1000, load, () => now)
  await names.get([7], person)
  await names.get([7], person)
  expect(load).toHaveBeenCalledTimes(1)
  now = 1001
  await names.get([7], person)
  expect(load).toHaveBeenCalledTimes(2)
})

it('caches one result until it expires, and no failure', async () => {
  let now = 0
  const load = vi.fn<() => Promise<number>>(async () => now)
  load.mockRejectedValueOnce(new Error('down'))
  const get = ttlCache(1000, load, () => now)
  await expect(get(person)).rejects.toThrow('down')
  expect(await get(person)).toBe(0)
  now = 999
  expect(await get(person)).toBe(0)
  now = 1000
  expect(await get(person)).toBe(1000)
})

it('clears everything at once, including lookups in flight', async () => {
  const answers: (() => void)[] = []
  const load = vi.fn<(ids: number[]) => Promise<Map<number, string>>>(
    (ids) =>
      new Promise((resolve) => {
        answers.push(() => resolve(new Map(ids.map((id) => [id, `name ${id}`]))))
      }),
  )
  const names = createNameCache(60_000, load)
  const old = names.get([7], person)
  await expect.poll(() => answers.length).toBe(1)
  names.forget()
  answers[0]?.()
  await old
  const now = names.get([7], person)
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.()
  expect((await now).get(7)).toBe('name 7')
})

it('clears its cached result', async () => {
  let loads = 0
  const get = ttlCache(60_000, async () => ++loads)
  expect([await get(person), await get(person)]).toEqual([1, 1])
  get.forget()
  expect(await get(person)).toBe(2)
})
