import { describe, expect, it } from 'vitest'
import { contactPage } from '#contract/api/contacts.ts'
import { situationName } from '#contract/api/demo.ts'
import { ids, openDemoHarness, ownOrigin } from '#testing/demo-harness.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'

describe('over real accounts', () => {
  it('there is no menu', async () => {
    const { proxy } = buildStack()
    for (const url of ['/api/demo', '/api/demo/situations/unpaid', '/api/demo/start-over'])
      for (const method of ['GET', 'PUT', 'POST', 'DELETE'] as const) {
        const answer = await proxy.inject({ method, url, headers: ownOrigin })
        expect(answer.statusCode).toBe(404)
        expect(answer.json()).toMatchObject({ code: 'not_found' })
      }
    expect((await proxy.inject('/api/openapi.json')).body).not.toContain('/api/demo')
  })
})

describe('the menu of the demo', () => {
  it('lists each situation, whether it is on, and which sources it applies to', async () => {
    const { state, turnOn, turnOff, proxy } = openDemoHarness()
    expect((await state()).map(({ name, isOn }) => [name, isOn])).toEqual(
      situationName.options.map((name) => [name, false]),
    )
    await turnOn('unpaid')
    await turnOn('unpaid')
    expect((await state()).filter(({ isOn }) => isOn)).toEqual([
      { name: 'unpaid', isOn: true, sources: ['Main', 'Legacy'] },
    ])
    await turnOff('unpaid')
    expect((await state()).some(({ isOn }) => isOn)).toBe(false)
    expect((await proxy.inject('/api/openapi.json')).body).toContain('/api/demo/situations/{name}')
  })

  it('rejects writes of a foreign page, and unknown situations', async () => {
    const { ask, proxy, isOn } = openDemoHarness()
    const url = '/api/demo/situations/unpaid'
    for (const headers of [{}, { origin: 'http://evil.example' }])
      expect((await proxy.inject({ method: 'PUT', url, headers })).statusCode).toBe(403)
    expect(await isOn('unpaid')).toBe(false)
    expect((await ask('PUT', '/api/demo/situations/earthquake')).status).toBe(400)
  })

  it('leaves faults of others alone until everything is switched off', async () => {
    const { mock, turnOn, turnOff, reset } = openDemoHarness()
    mock.faults.add({ kind: 'latency', ms: 0 })
    await turnOn('lineCut')
    await turnOff('lineCut')
    expect(mock.faults.all()).toHaveLength(1)
    await reset()
    expect(mock.faults.all()).toEqual([])
  })
})

const everywhere = ['main', 'legacy', 'bots']

describe('a situation that affects reads', () => {
  it.each([
    ['tooManyRequests', everywhere, 503, 'source_rate_limited'],
    ['unpaid', ['main', 'legacy'], 402, 'source_unpaid'],
    ['tokenExpired', everywhere, 502, 'source_unauthorized'],
    ['lineCut', everywhere, 502, 'source_unreachable'],
  ] as const)('%s: is reported, and ends when switched off', async (name, struck, status, code) => {
    const { list, turnOn, reset } = openDemoHarness()
    await turnOn(name)
    for (const source of everywhere) {
      const { status: shownStatus, body } = await list(source)
      const isStruck = struck.some((one) => one === source)
      expect([shownStatus, body.code]).toEqual(isStruck ? [status, code] : [200, undefined])
    }
    await reset()
    for (const source of everywhere) expect((await list(source)).status).toBe(200)
  })

  it('slowNetwork: exceeds shorter deadlines, and ends when everything is switched off', async () => {
    const { list, turnOn, reset } = openDemoHarness(1, { policy: { callTimeout: 20, maxTries: 1 } })
    await turnOn('slowNetwork')
    for (const source of everywhere)
      expect(await list(source)).toMatchObject({ status: 504, body: { code: 'source_timeout' } })
    await reset()
    for (const source of everywhere) expect((await list(source)).status).toBe(200)
  })

  it('filterIgnored: is detected and reported', async () => {
    const { list, turnOn, reset } = openDemoHarness()
    const query = '?responsible=504142'
    await turnOn('filterIgnored')
    for (const source of ['main', 'legacy'])
      expect((await list(source, query)).body).toMatchObject({ filterApplied: false })
    await reset()
    for (const source of ['main', 'legacy'])
      expect((await list(source, query)).body).toMatchObject({ items: [], filterApplied: true })
  })

  it('affects the overview at once, whose count is cached otherwise', async () => {
    const { ask, turnOn, reset } = openDemoHarness(0, { contacts: 120 })
    const gap = async () => {
      const { body } = await ask('GET', '/api/sources/main/overview')
      return body.counted ? [body.counted.gap] : 'counting'
    }
    await expect.poll(gap).toEqual([null])
    await turnOn('filterIgnored')
    await expect.poll(gap).toEqual(['filterIgnored'])
    await reset()
    await expect.poll(gap).toEqual([null])
  })

  it('leaves the last count in view until there is a newer one', async () => {
    const { ask, turnOn } = openDemoHarness()
    const readOverview = async () => (await ask('GET', '/api/sources/main/overview')).body
    await expect.poll(readOverview).toMatchObject({ counting: null })
    await turnOn('slowNetwork')
    expect(await readOverview()).toMatchObject({
      counted: { gap: null },
      counting: { contacts: 0 },
    })
  })

  it('ends by its own switch as well, whatever pause the source asked for', async () => {
    const { list, turnOn, turnOff } = openDemoHarness()
    await turnOn('tooManyRequests')
    expect((await list()).status).toBe(503)
    await turnOff('tooManyRequests')
    expect((await list()).status).toBe(200)
  })
})

it('lets waiting bulk work continue at once when everything is switched off', async () => {
  const longDeadlines = {
    person: 5000,
    prefetch: 5000,
    verification: 5000,
    bulk: 120_000,
    mirror: 120_000,
  }
  const { jobClient, mock, proxy, turnOn, reset } = openDemoHarness(3, {
    policy: { deadline: longDeadlines },
  })
  await turnOn('tooManyRequests')
  const headers = { 'kartoteka-priority': 'bulk' }
  const scan = proxy.inject({ url: '/api/sources/main/contacts', headers })
  const { id } = await jobClient.create({
    kind: 'edit',
    ids: ids(3),
    patch: { tags: { add: ['new'] } },
  })
  await expect.poll(() => mock.received.all().some(({ status }) => status === 429)).toBe(true)
  await reset()
  expect((await scan).statusCode).toBe(200)
  expect((await jobClient.waitForEnd(id)).counts).toMatchObject({ changed: 3 })
})

it('lets a job continue at once that waits for its account to be paid', async () => {
  const slow = { firstWait: 60_000, maxWait: 60_000 }
  const { jobClient, turnOn, reset } = openDemoHarness(3, { jobSettings: slow })
  await turnOn('unpaid')
  const { id } = await jobClient.create({
    kind: 'edit',
    ids: ids(3),
    patch: { tags: { add: ['new'] } },
  })
  await expect.poll(async () => (await jobClient.read(id)).waiting?.reason).toBe('unpaid')
  await reset()
  expect((await jobClient.waitForEnd(id)).counts).toMatchObject({ changed: 3 })
})

it('restores tokens that were expired manually, and lifts limits and blocks', async () => {
  const { list, mock, reset } = openDemoHarness()
  mock.store.tokens.expire()
  mock.rate.set({ amo: 1 })
  expect((await list()).status).toBe(502)
  await reset()
  for (const _ of ids(3)) expect((await list()).status).toBe(200)
})

describe('starting over', () => {
  it('restores the demo contacts, switches everything off and deletes jobs and cached names', async () => {
    const jobSettings = { firstWait: 60_000, maxWait: 60_000 }
    const stack = buildStack({ contacts: 60, hasDemo: true, jobSettings })
    const { mock, proxy } = stack
    const jobClient = openJobClient(stack)
    const page = async () => {
      const answer = await proxy.inject('/api/sources/main/contacts?sort=id')
      // Relative times depend on the time of the test, contacts do not.
      return contactPage
        .parse(answer.json())
        .items.map(({ id, name, phones, company }) => ({ id, name, phones, company }))
    }
    const first = await page()
    const at = first.findIndex(({ company }) => company !== null)
    const company = mock.store.companies.get(mock.store.contact(first[at]!.id)!.company_id!)!
    mock.store.companies.save({ ...company, name: 'Renamed' })
    const waiting = await jobClient.run({
      kind: 'edit',
      ids: first.map(({ id }) => id),
      patch: { name: 'Everybody' },
    })
    expect(waiting.job.counts).toMatchObject({ changed: 50 })
    await proxy.inject({ method: 'PUT', url: '/api/demo/situations/unpaid', headers: ownOrigin })
    const stuck = await jobClient.create({
      kind: 'edit',
      ids: [first[0]!.id],
      patch: { name: 'Stuck' },
    })
    await expect.poll(async () => (await jobClient.read(stuck.id)).waiting?.reason).toBe('unpaid')

    const url = '/api/demo/start-over'
    expect((await proxy.inject({ method: 'POST', url, headers: ownOrigin })).statusCode).toBe(204)
    expect(await page()).toEqual(first)
    expect((await jobClient.ask('GET', '')).json()).toMatchObject({ items: [] })
    expect((await jobClient.ask('GET', `/${stuck.id}`)).statusCode).toBe(404)
    const next = await jobClient.run({ kind: 'edit', ids: [first[0]!.id], patch: { name: 'Next' } })
    expect(next.job.counts).toMatchObject({ changed: 1 })
    expect(stack.jobErrors).toEqual([])
  })
})
