import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { suggestions } from '#contract/api/suggestions.ts'
import { buildStack, type Stack } from '#testing/stack.ts'

let stack: Stack
beforeAll(async () => {
  stack = buildStack({ mirror: true, contacts: 50 })
  stack.mock.store.addContact({ name: 'Краснопольский Лев', responsible_user_id: 504_142 })
  stack.mock.store.addContact({ name: 'Sigurdsson Ada' })
  stack.sources.main.mirror?.begin()
  await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
})
afterAll(async () => {
  await stack.proxy.close()
  await stack.mock.app.close()
})

const get = (query: string, source = 'main') =>
  stack.proxy.inject(`/api/sources/${source}/suggestions?${query}`)

async function suggest(search: string, filters = '') {
  const response = await get(`search=${encodeURIComponent(search)}${filters}`)
  expect(response.statusCode).toBe(200)
  return suggestions.parse(response.json()).items
}

describe('suggestions for a search that finds nothing', () => {
  it.each([
    ['rhfcyjgjkmcrbq', 'layout', 'краснопольский'],
    ['ЫШПГКВЫЫЩТ', 'layout', 'sigurdsson'],
    ['krasnopolskiy', 'script', 'краснопольский'],
    ['Сигурдссон', 'script', 'sigurdsson'],
    ['Краснапольский', 'spelling', 'краснопольский'],
    ['лев краснопльский', 'spelling', 'лев краснопольский'],
    ['sigurdson', 'spelling', 'sigurdsson'],
  ])('of %o by %s are %o', async (typed, reason, search) => {
    expect((await suggest(typed))[0]).toEqual({ search, reason, total: 1 })
  })

  it('find contacts with the same filters only', async () => {
    expect(await suggest('Краснапольский', '&responsible=504142')).toHaveLength(1)
    expect(await suggest('Краснапольский', '&responsible=504143')).toEqual([])
  })

  it('are none for what resembles nothing', async () => {
    expect(await suggest('ъъъъъъъъ')).toEqual([])
  })
})

it('rejects what it does not understand, and sources without a copy', async () => {
  for (const [query, source, name] of [
    ['search=a&where=1', 'main', 'where'],
    ['search=a&page=2', 'main', 'page'],
    ['search=a', 'legacy', 'search'],
  ] as const) {
    const response = await get(query, source)
    expect(response.statusCode).toBe(400)
    expect(response.body).toContain(`"name":"${name}`)
  }
})
