import { describe, expect, it } from 'vitest'
import { buildProxy } from '#proxy/proxy-app.ts'
import { testToken, transportInto } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'
import { createSource } from './create-source.ts'

const common = {
  id: 'main',
  title: 'Main',
  url: 'http://mock',
  webUrl: null,
  access: { kind: 'token', token: testToken } as const,
  requestsPerSecond: 0,
}

describe.each(['amo-v4', 'amo-v2'] as const)('a %s account whose large pages time out', (kind) => {
  function build() {
    const { mock } = buildStack({ contacts: 620 })
    const sizes: number[] = []
    const into = transportInto(mock.app)
    const makeTransport = () => ({
      send: async (request: Parameters<typeof into>[0]) => {
        const query = URL.parse(request.path, 'http://mock')?.searchParams
        const size = Number(query?.get('limit') ?? query?.get('limit_rows') ?? 0)
        const isList = /\/contacts\?/.test(request.path)
        if (isList) sizes.push(size)
        return isList && size > 110
          ? { status: 504, headers: {}, body: '<html>504 Gateway Time-out</html>' }
          : into(request)
      },
      close: () => Promise.resolve(),
    })
    const source = createSource({ ...common, kind }, { makeTransport })
    return { proxy: buildProxy({ sources: [source] }), sizes }
  }
  const list = '/api/sources/main/contacts'
  type Page = { items: { id: number }[]; hasNext: boolean; page: number }

  it('is listed completely, each contact once, in the same order as by small pages', async () => {
    const { proxy, sizes } = build()
    const read = async (size: number) => {
      const ids: number[] = []
      for (let page = 1; ; page++) {
        const answer = await proxy.inject(`${list}?size=${size}&page=${page}`)
        expect(answer.statusCode).toBe(200)
        const body = answer.json<Page>()
        expect(body.page).toBe(page)
        ids.push(...body.items.map(({ id }) => id))
        if (!body.hasNext) return ids
      }
    }
    const large = await read(250)
    expect(large.length).toBeGreaterThanOrEqual(620)
    expect(new Set(large).size).toBe(large.length)
    // A size that was too large is not tried for each page.
    expect(sizes.filter((size) => size > 110).length).toBeLessThanOrEqual(2)
    expect(large).toEqual(await read(50))
  })
})

it.each([414, 431])(
  'lists contacts by ID in parts if their URL is too long: %i',
  async (status) => {
    const { mock, proxy } = buildStack({ contacts: 60 })
    const path = '/api/sources/main/contacts'
    const page = await proxy.inject(`${path}?size=50&sort=name`)
    const ids = page.json<{ items: { id: number }[] }>().items.map(({ id }) => id)
    mock.faults.add({ kind: 'too-large', items: 20, status, path: '/api/v4/contacts' })
    const query = `ids=${ids.toReversed().join(',')}&size=50&sort=name`
    const answer = await proxy.inject(`${path}?${query}`)
    expect(answer.statusCode).toBe(200)
    const body = answer.json<{ items: { id: number; name: string }[]; hasNext: boolean }>()
    expect(new Set(body.items.map(({ id }) => id))).toEqual(new Set(ids))
    const names = body.items.map(({ name }) => name)
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
    expect(body.hasNext).toBe(false)
  },
)
