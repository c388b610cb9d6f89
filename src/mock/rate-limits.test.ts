import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

function hurried() {
  let now = 1_768_435_200_000
  const mock = buildMock({ contacts: 5, rate: 7, now: () => now })
  return { mock, ...mockClient(mock), pass: (ms: number) => (now += ms) }
}
const times = async (count: number, ask: () => Promise<{ status: number }>) => {
  const statuses: number[] = []
  for (let i = 0; i < count; i++) statuses.push((await ask()).status)
  return statuses
}

describe('the pace', () => {
  it('is seven a second for v4 and v2 together, then 429', async () => {
    const { get, pass } = hurried()
    expect(await times(4, () => get('/api/v4/contacts'))).toEqual([200, 200, 200, 200])
    expect(await times(4, () => get('/api/v2/contacts'))).toEqual([200, 200, 200, 429])
    expect(await get('/api/v4/contacts')).toMatchObject({
      status: 429,
      type: 'application/problem+json',
    })
    pass(1000)
    expect((await get('/api/v4/contacts')).status).toBe(200)
  })

  it('is counted for each integration by itself', async () => {
    const { mock, get } = hurried()
    mock.store.tokens.issue({
      token: 'other',
      kind: 'access',
      user_id: 504141,
      client_id: null,
      expires_at: null,
    })
    await times(8, () => get('/api/v4/contacts'))
    expect((await mockClient(mock, 'other').get('/api/v4/contacts')).status).toBe(200)
  })

  it('never refuses a client that keeps it, a little early or late', async () => {
    const { get, pass } = hurried()
    for (let i = 0; i < 70; i++) {
      expect((await get('/api/v4/account')).status).toBe(200)
      pass(i % 2 === 0 ? 133 : 152) // 1000 / 7 is 142.9
    }
  })

  it('shuts out who goes on asking: 403 as HTML, until the time is over', async () => {
    const { get, pass } = hurried()
    const statuses = await times(60, () => get('/api/v4/contacts'))
    expect(statuses.filter((status) => status === 429)).toHaveLength(50)
    expect(await get('/api/v4/contacts')).toMatchObject({ status: 403, type: 'text/html' })
    pass(61_000)
    expect((await get('/api/v4/contacts')).status).toBe(200)
  })

  it('is two a second for WatBot, with Retry-After', async () => {
    const { get } = hurried()
    expect(await times(2, () => get('/api/v1/getMe'))).toEqual([200, 200])
    const refused = await get('/api/v1/getMe')
    expect(refused).toMatchObject({ status: 429, body: { message: 'Too Many Attempts.' } })
    expect(refused.headers['retry-after']).toBe('1')
  })

  it('is set by the control API, and zero sets no limit', async () => {
    const { ask, get } = hurried()
    await times(8, () => get('/api/v4/contacts'))
    expect((await ask('PUT', '/_mock/rate', { amo: 0 })).body).toEqual({ amo: 0, watbot: 2 })
    expect(new Set(await times(30, () => get('/api/v4/contacts')))).toEqual(new Set([200]))
    expect((await ask('PUT', '/_mock/rate', { amo: -1 })).status).toBe(400)
  })
})
