import { describe, expect, it } from 'vitest'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'
import { tagsValue } from '#testing/values.ts'

it('lists the sources with their capabilities, and no secret', async () => {
  const { proxy } = buildStack()
  const answer = await proxy.inject('/api/sources')
  expect(answer.json()).toMatchObject({
    items: [
      {
        id: 'main',
        kind: 'amo-v4',
        title: 'Main',
        capabilities: {
          search: true,
          sorts: ['updatedAt', 'name', 'id'],
          pageSizes: [50, 100, 250],
          totals: false,
        },
      },
      {
        id: 'legacy',
        kind: 'amo-v2',
        capabilities: {
          filters: ['ids', 'responsible', 'updatedSince'],
          sorts: [],
          defaultSort: null,
          totals: false,
          writes: { batch: 250, isAllOrNothing: false },
        },
      },
      {
        id: 'bots',
        kind: 'watbot',
        capabilities: {
          search: false,
          filters: ['bot', 'created'],
          totals: true,
          writes: { batch: 1, createsOrUpdates: true },
          status: { maxLength: 64 },
          bots: [{ id: 1 }, { id: 2 }, { id: 3 }],
        },
      },
    ],
  })
  expect(answer.body).not.toContain(testToken)
})

it('lists the users of the account, including dismissed ones', async () => {
  const { proxy } = buildStack()
  const { items } = (await proxy.inject('/api/sources/main/users')).json<{
    items: { isActive: boolean }[]
  }>()
  expect(items.length).toBeGreaterThan(3)
  expect(new Set(items.map((u) => u.isActive))).toEqual(new Set([true, false]))
})

it('lists the fields of contacts with their options', async () => {
  const { proxy } = buildStack()
  const { items } = (await proxy.inject('/api/sources/main/fields')).json<{
    items: { code: string | null; kind: string; options: unknown[] }[]
  }>()
  expect(items.find((f) => f.code === 'PHONE')).toMatchObject({
    kind: 'contactPoints',
    role: 'phones',
  })
  expect(items.filter((f) => f.kind === 'choice').every((f) => f.options.length > 0)).toBe(true)
})

it('reads users and fields once for many requests', async () => {
  const { mock, proxy } = buildStack()
  for (let index = 0; index < 3; index++) await proxy.inject('/api/sources/main/users')
  expect(mock.received.all()).toHaveLength(1)
})

it.each(['/api/sources', '/api/nothing', '/'])(
  'sets headers that block foreign content: %s',
  async (url) => {
    const { proxy } = buildStack()
    const { headers } = await proxy.inject(url)
    const policy = String(headers['content-security-policy']).split(';')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
      ]),
    )
    expect(policy.filter((part) => part.startsWith('script-src'))).toEqual([])
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  },
)

describe('the tags of the account', () => {
  const read = async ({ proxy }: ReturnType<typeof buildStack>) =>
    (await proxy.inject('/api/sources/main/tags')).json<{ items: { id: number; name: string }[] }>()
      .items

  it('are read from all pages, once for many requests', async () => {
    const stack = buildStack({ contacts: 0 })
    for (let id = 1; id <= 260; id++) stack.mock.store.directory.saveTag({ id, name: `tag ${id}` })
    const items = await read(stack)
    expect(items).toHaveLength(stack.mock.store.directory.tags().length)
    expect(items).toContainEqual({ id: 260, name: 'tag 260' })
    const calls = stack.mock.received.all().length
    expect(calls).toBe(2)
    expect(await read(stack)).toEqual(items)
    expect(stack.mock.received.all()).toHaveLength(calls)
  })

  it.each([
    ['/id', null],
    ['/name', ''],
    ['/name', '  '],
    ['/name', null],
    ['', 'a text'],
  ])('leave out a row that has %s %j, and no other', async (part, value) => {
    const stack = buildStack({ contacts: 0 })
    for (const id of [900_001, 900_002, 900_003])
      stack.mock.store.directory.saveTag({ id, name: `tag ${id}` })
    const at = `/_embedded/tags/id=900002${part}`
    stack.mock.faults.add({ kind: 'odd-value', at, value, path: '/api/v4/contacts/tags' })
    const names = (await read(stack)).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['tag 900001', 'tag 900003']))
    expect(names).toHaveLength(stack.mock.store.directory.tags().length - 1)
  })

  it.each(['POST', 'PATCH'] as const)(
    'are read again after a %s of a tag that they lack, not after one that they have',
    async (method) => {
      const stack = buildStack({ contacts: 0 })
      stack.mock.store.addContact({ id: 5, name: 'Ada' })
      stack.mock.store.directory.tagNamed('old')
      const listings = () =>
        stack.mock.received.all().filter(({ url }) => url.startsWith('/api/v4/contacts/tags'))
      const tag = async (name: string) => {
        const changes = [{ attribute: 'tags', add: tagsValue(name) }]
        const item = method === 'POST' ? { changes } : { id: 5, changes }
        const answer = await stack.proxy.inject({
          method,
          url: '/api/sources/main/contacts',
          headers: { origin: 'http://localhost:80' },
          payload: { items: [item] },
        })
        expect(answer.statusCode).toBe(200)
      }
      await read(stack)
      await tag('old')
      await read(stack)
      expect(listings()).toHaveLength(1)
      await tag('new')
      expect((await read(stack)).map(({ name }) => name)).toContain('new')
      expect(listings()).toHaveLength(2)
    },
  )

  it.each(['legacy', 'bots'])('are not asked of %s, which cannot list them', async (source) => {
    const { proxy, mock } = buildStack()
    const answer = await proxy.inject(`/api/sources/${source}/tags`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid_input' })
    expect(mock.received.all()).toEqual([])
  })
})

describe('the connection of a source', () => {
  const askIn = async ({ proxy }: ReturnType<typeof buildStack>, source: string) =>
    (await proxy.inject(`/api/sources/${source}/connection`)).json<Record<string, unknown>>()

  it.each(['main', 'legacy', 'bots'])('is found out by a page of %s', async (source) => {
    const stack = buildStack()
    expect(await askIn(stack, source)).toMatchObject({ isConnected: true, problem: null })
    const asked = stack.mock.received.all().length
    await askIn(stack, source)
    expect(stack.mock.received.all()).toHaveLength(asked)
  })

  it('is said with its reason while the source fails, and again once it works', async () => {
    const stack = buildStack({ proxyToken: 'revoked' })
    expect(await askIn(stack, 'main')).toMatchObject({
      isConnected: false,
      problem: { code: 'source_unauthorized' },
    })
    const fault = { kind: 'status', status: 502 }
    const working = buildStack()
    await working.mock.app.inject({ method: 'POST', url: '/_mock/faults', payload: fault })
    expect(await askIn(working, 'legacy')).toMatchObject({
      problem: { code: 'source_unreachable' },
    })
    await working.mock.app.inject({ method: 'DELETE', url: '/_mock/faults' })
    expect(await askIn(working, 'legacy')).toMatchObject({ isConnected: true, problem: null })
  })

  it('is not judged by the refusal of a single request', async () => {
    const stack = buildStack()
    await askIn(stack, 'main')
    expect((await stack.proxy.inject('/api/sources/main/contacts/999999999')).statusCode).toBe(404)
    expect(await askIn(stack, 'main')).toMatchObject({ isConnected: true })
  })
})
