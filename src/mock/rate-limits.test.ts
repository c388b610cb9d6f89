import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

function createLimited() {
  let now = 1_768_435_200_000
  const mock = buildMock({ contacts: 5, rate: 7, now: () => now })
  return { mock, ...mockClient(mock), advance: (ms: number) => (now += ms) }
}
const repeat = async (count: number, send: () => Promise<{ status: number }>) => {
  const statuses: number[] = []
  for (let i = 0; i < count; i++) statuses.push((await send()).status)
  return statuses
}

describe('the rate limit', () => {
  it('is seven per second for v4 and v2 together, then 429', async () => {
    const { get, advance } = createLimited()
    expect(await repeat(4, () => get('/api/v4/contacts'))).toEqual([200, 200, 200, 200])
    expect(await repeat(4, () => get('/api/v2/contacts'))).toEqual([200, 200, 200, 429])
    expect(await get('/api/v4/contacts')).toMatchObject({
      status: 429,
      type: 'application/problem+json',
    })
    advance(1000)
    expect((await get('/api/v4/contacts')).status).toBe(200)
  })

  it('is counted for each integration separately', async () => {
    const { mock, get } = createLimited()
    mock.store.tokens.issue({
      token: 'other',
      kind: 'access',
      user_id: 504141,
      client_id: null,
      expires_at: null,
    })
    await repeat(8, () => get('/api/v4/contacts'))
    expect((await mockClient(mock, 'other').get('/api/v4/contacts')).status).toBe(200)
  })

  it('never rejects a client that keeps to it, with jitter', async () => {
    const { get, advance } = createLimited()
    for (let i = 0; i < 70; i++) {
      expect((await get('/api/v4/account')).status).toBe(200)
      advance(i % 2 === 0 ? 133 : 152) // 1000 / 7 is 142.9
    }
  })

  it('blocks a client that does not slow down: 403 as HTML for a minute', async () => {
    const { get, advance } = createLimited()
    const statuses = await repeat(60, () => get('/api/v4/contacts'))
    expect(statuses.filter((status) => status === 429)).toHaveLength(50)
    expect(await get('/api/v4/contacts')).toMatchObject({ status: 403, type: 'text/html' })
    advance(61_000)
    expect((await get('/api/v4/contacts')).status).toBe(200)
  })

  it('is two per second for WatBot, with Retry-After', async () => {
    const { get } = createLimited()
    expect(await repeat(2, () => get('/api/v1/getMe'))).toEqual([200, 200])
    const rejected = await get('/api/v1/getMe')
    expect(rejected).toMatchObject({ status: 429, body: { message: 'Too Many Attempts.' } })
    expect(rejected.headers['retry-after']).toBe('1')
  })

  it('can be set by the control API, and zero means no limit', async () => {
    const { send, get } = createLimited()
    await repeat(8, () => get('/api/v4/contacts'))
    expect((await send('PUT', '/_mock/rate', { amo: 0 })).body).toEqual({ amo: 0, watbot: 2 })
    expect(new Set(await repeat(30, () => get('/api/v4/contacts')))).toEqual(new Set([200]))
    expect((await send('PUT', '/_mock/rate', { amo: -1 })).status).toBe(400)
  })
})
