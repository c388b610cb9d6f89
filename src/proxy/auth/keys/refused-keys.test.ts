import { expect, it } from 'vitest'
import type { AuditEntry } from '#contract/api/audit.ts'
import { madeApiKey } from '#contract/api/keys.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { openPeopleHarness } from '#testing/people-harness.ts'

const hour = 3_600_000 // milliseconds
const unknownKey = `ktk_${'x'.repeat(43)}`

async function open() {
  const harness = openPeopleHarness()
  await harness.register('root@example.com', 'admin')
  const userId = await harness.register('ada@example.com', 'editor')
  const browser = await harness.signedIn('ada@example.com')
  const make = async (expiresAt: string | null = null) => {
    const payload = { label: 'Import', role: 'viewer', expiresAt }
    return madeApiKey.parse((await browser.ask('POST', '/api/keys', { payload })).json())
  }
  const show = async (key: string, remoteAddress = '10.0.0.9') => {
    const headers = { authorization: `Bearer ${key}` }
    return (await harness.proxy.inject({ url: '/api/sources', headers, remoteAddress })).statusCode
  }
  const refused = async (): Promise<AuditEntry[]> => {
    const { items } = await harness.audit.page({ view: 'all', action: 'keyRefused', size: 500 })
    return items.toReversed()
  }
  return { ...harness, userId, browser, make, show, refused }
}

const revoke = async ({
  make,
  browser,
}: Pick<Awaited<ReturnType<typeof open>>, 'make' | 'browser'>) => {
  const { key, apiKey } = await make()
  expect((await browser.ask('DELETE', `/api/keys/${apiKey.id}`)).statusCode).toBe(204)
  return key
}

it('says which key was refused, whose it is, why and from where, and nothing of an unknown one', async () => {
  const harness = await open()
  const { clock, auth, userId, make, show, refused } = harness
  const brief = await make(new Date(clock.at + 60_000).toISOString())
  const last = await make()
  expect([await show(brief.key), await show(last.key)]).toEqual([200, 200])
  const revoked = await revoke(harness)
  clock.at += 60_000
  expect(await show(revoked, '10.0.0.2')).toBe(401)
  expect(await show(brief.key, '10.0.0.3')).toBe(401)
  expect(await show(unknownKey, '10.0.0.4')).toBe(401)
  expect(await show('ktk_my-password', '10.0.0.5')).toBe(401)
  await auth.changes.disable(userId, localActor)
  expect(await show(last.key, '10.0.0.6')).toBe(401)
  const common = { action: 'keyRefused', outcome: 'refused', actor: { id: 'nobody', name: '—' } }
  const of = (problem: string) => ({
    ...common,
    subject: 'Import',
    details: [
      { attribute: 'problem', after: problem },
      { attribute: 'owner', after: 'ada@example.com' },
    ],
  })
  const unknown = {
    ...common,
    subject: null,
    details: [{ attribute: 'problem', after: 'keyUnknown' }],
  }
  const entries = await refused()
  expect(entries).toMatchObject([
    { ...of('keyRevoked'), address: '10.0.0.2' },
    { ...of('keyExpired'), address: '10.0.0.3' },
    { ...unknown, address: '10.0.0.4' },
    { ...unknown, address: '10.0.0.5' },
    { ...of('keyRevoked'), address: '10.0.0.6' },
  ])
  const stored = JSON.stringify([
    entries,
    await harness.store.db.selectFrom('refused_keys').selectAll().execute(),
  ])
  for (const secret of [revoked, brief.key, last.key, unknownKey, 'my-password'])
    expect(stored).not.toContain(secret.slice(4))
})

it('counts what is repeated, and records it once the hour is over', async () => {
  const harness = await open()
  const { clock, auth, show, refused } = harness
  const key = await revoke(harness)
  for (let times = 0; times < 8; times += 1) {
    clock.at += 10_000
    expect(await show(key)).toBe(401)
  }
  const lastAt = new Date(clock.at).toISOString()
  await auth.keys.recordRefused()
  expect(await refused()).toHaveLength(1)
  clock.at += hour
  await auth.keys.recordRefused()
  await auth.keys.recordRefused()
  const [first, further, ...others] = await refused()
  expect(others).toEqual([])
  expect(further).toMatchObject({ subject: 'Import', address: '10.0.0.9', actor: first?.actor })
  expect(further?.details).toEqual([
    ...(first?.details ?? []),
    { attribute: 'furtherAttempts', after: 7 },
    { attribute: 'lastAttempt', after: lastAt },
  ])
  // The next hour begins anew, and says nothing more of a single attempt.
  expect(await show(key)).toBe(401)
  clock.at += hour
  expect(await show(key)).toBe(401)
  expect(await refused()).toHaveLength(4)
})

it('counts attempts from one network, and has none of those that were not compared', async () => {
  const { auth, clock, show, refused } = await open()
  const statuses: number[] = []
  for (let at = 0; at < 30; at += 1)
    statuses.push(await show(unknownKey, `2001:db8:1:2::${at.toString(16)}`))
  expect(statuses.filter((status) => status === 401)).toHaveLength(20)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  clock.at += hour
  await auth.keys.recordRefused()
  const [first, further, ...others] = await refused()
  expect(others).toEqual([])
  expect(first?.address).toBe('2001:db8:1:2::0')
  expect(further?.details).toContainEqual({ attribute: 'furtherAttempts', after: 19 })
})

it('is not filled from many addresses, which hide no key that exists', async () => {
  const harness = await open()
  const { auth, clock, show, refused } = harness
  const key = await revoke(harness)
  for (let at = 0; at < 300; at += 1)
    expect(await show(unknownKey, `10.1.${at % 250}.${Math.floor(at / 250)}`)).toBe(401)
  expect(await refused()).toHaveLength(201)
  expect(await show(key)).toBe(401)
  expect((await refused()).at(-1)).toMatchObject({ subject: 'Import' })
  clock.at += hour
  await auth.keys.recordRefused()
  const entries = await refused()
  expect(entries).toHaveLength(203)
  expect(entries.at(-1)).toMatchObject({
    address: null,
    subject: null,
    details: [
      { attribute: 'problem', after: 'manyAddresses' },
      { attribute: 'furtherAttempts', after: 99 },
      { attribute: 'lastAttempt' },
    ],
  })
  expect(await harness.store.db.selectFrom('refused_keys').selectAll().execute()).toEqual([])
})
