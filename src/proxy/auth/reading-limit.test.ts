import { expect, it } from 'vitest'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { readingLimit } from './reading-limit.ts'

const minute = 60_000 // milliseconds
const list = '/api/sources/main/contacts?size=50'

it('stops whoever reads all contacts without the right to export, and nobody who has it', async () => {
  const harness = openPeopleHarness({ contacts: 3 })
  await harness.register('root@example.com', 'admin')
  await harness.register('vi@example.com', { main: 'viewer' })
  const viewer = await harness.signedIn('vi@example.com')
  const { access } = await harness.auth.identification({
    isDemo: false,
    hasReverseProxy: false,
    isOpen: false,
  })({
    session: viewer.cookies.get('kartoteka'),
    key: undefined,
    address: '10.0.0.1',
    proxyUser: undefined,
    demoRole: undefined,
  })
  // As if they had read so many.
  await harness.auth.reading.count({ access }, 'main', readingLimit.burst - 4)
  const first = await viewer.ask('GET', list)
  const [contact] = first.json<{ items: { id: number }[] }>().items
  const alone = `/api/sources/main/contacts/${contact?.id}`
  expect((await viewer.ask('GET', alone)).statusCode).toBe(200)
  expect((await viewer.ask('GET', alone)).statusCode).toBe(429)
  const answer = await viewer.ask('GET', list)
  expect(answer.statusCode).toBe(429)
  expect(answer.json()).toMatchObject({ code: 'too_many_requests' })
  expect(answer.body).not.toContain('items')
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  harness.clock.at += 10 * minute
  expect((await viewer.ask('GET', list)).statusCode).toBe(200)
  const many = { access: await harness.auth.accessOf(null, 'main') }
  await harness.auth.reading.count(many, 'main', readingLimit.burst * 2)
})
