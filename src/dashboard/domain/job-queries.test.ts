import { expect, it, vi } from 'vitest'
import { buildStack } from '#testing/stack.ts'
import { jobWrites } from './job-queries.ts'

const order = { kind: 'create', rows: [{ name: 'Grace Hopper' }] } as const

it('creates one job for a double click, and another one for a later request', async () => {
  const stack = buildStack({ contacts: 0 })
  vi.stubGlobal('fetch', stack.fetch)
  const [item, other] = await Promise.all([
    jobWrites.start('main', { ...order, rows: [...order.rows] }),
    jobWrites.start('main', { ...order, rows: [...order.rows] }),
  ])
  expect(other.id).toBe(item.id)
  const later = await jobWrites.start('main', { ...order, rows: [...order.rows] })
  expect(later.id).not.toBe(item.id)
})

it('repeats the same request after a lost response', async () => {
  const stack = buildStack({ contacts: 0 })
  let made = ''
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    const answer = await stack.fetch(...asked)
    made = (await answer.json()).id
    throw new TypeError('the line is cut')
  })
  const again = () => jobWrites.start('main', { ...order, rows: [...order.rows] })
  await expect(again()).rejects.toThrow('cannot be reached')
  vi.stubGlobal('fetch', stack.fetch)
  expect((await again()).id).toBe(made)
})
