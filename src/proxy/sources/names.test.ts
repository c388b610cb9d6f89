import { expect, it, vi } from 'vitest'
import { memo } from './memo.ts'
import { createNames } from './names.ts'

const person = { priority: 'person' } as const

it('asks once for what it does not know, and not for what it does', async () => {
  const load = vi.fn<(ids: number[]) => Promise<Map<number, string>>>(
    async (ids) => new Map(ids.map((id) => [id, `name ${id}`])),
  )
  const names = createNames(1000, load, () => 0)
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

it('remembers that an id has no answer, until its time is over', async () => {
  let now = 0
  const load = vi.fn<() => Promise<Map<number, string>>>(async () => new Map())
  const names = createNames(1000, load, () => now)
  await names.get([7], person)
  await names.get([7], person)
  expect(load).toHaveBeenCalledTimes(1)
  now = 1001
  await names.get([7], person)
  expect(load).toHaveBeenCalledTimes(2)
})

it('remembers one answer for its time, and no failure', async () => {
  let now = 0
  const load = vi.fn<() => Promise<number>>(async () => now)
  load.mockRejectedValueOnce(new Error('down'))
  const get = memo(1000, load, () => now)
  await expect(get(person)).rejects.toThrow('down')
  expect(await get(person)).toBe(0)
  now = 999
  expect(await get(person)).toBe(0)
  now = 1000
  expect(await get(person)).toBe(1000)
})
