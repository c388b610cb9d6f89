import { expect, it } from 'vitest'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

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

it('sets headers that block foreign content', async () => {
  const { proxy } = buildStack()
  const { headers } = await proxy.inject('/api/sources')
  expect(headers['content-security-policy']).toContain("default-src 'self'")
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})
