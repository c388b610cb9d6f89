import { describe, expect, it } from 'vitest'
import { contactPage } from '#contract/api/contacts.ts'
import { demoState, situationName, type SituationName } from '#contract/api/demo.ts'
import { openJobDesk } from '#testing/job-desk.ts'
import { buildStack } from '#testing/stack.ts'

const own = { origin: 'http://localhost:80' }
const position = 4396817 // a text field of the account
const ids = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

/** Contacts 1 to `count`, and the menu over them. */
function house(count = 60, options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, hasDemo: true, ...options })
  const { mock, proxy } = stack
  for (const id of ids(count)) mock.store.addContact({ id, name: `Ada ${id}`, tags: ['old'] })
  const ask = async (
    method: 'GET' | 'PUT' | 'DELETE' | 'POST' | 'PATCH',
    url: string,
    payload?: object,
  ) => {
    const answer = await proxy.inject({ method, url, headers: own, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }
  const state = async () => demoState.parse((await ask('GET', '/api/demo')).body).situations
  return {
    ...stack,
    ask,
    list: (source = 'main', query = '') => ask('GET', `/api/sources/${source}/contacts${query}`),
    turnOn: async (name: SituationName) =>
      expect((await ask('PUT', `/api/demo/situations/${name}`)).status).toBe(204),
    turnOff: async (name: SituationName) =>
      expect((await ask('DELETE', `/api/demo/situations/${name}`)).status).toBe(204),
    settle: async () => expect((await ask('DELETE', '/api/demo/situations')).status).toBe(204),
    isOn: async (name: SituationName) =>
      (await state()).find((one) => one.name === name)?.isOn === true,
    state,
    desk: openJobDesk(stack),
  }
}

describe('over real accounts', () => {
  it('there is no menu', async () => {
    const { proxy } = buildStack()
    for (const url of ['/api/demo', '/api/demo/situations/unpaid', '/api/demo/start-over'])
      for (const method of ['GET', 'PUT', 'POST', 'DELETE'] as const) {
        const answer = await proxy.inject({ method, url, headers: own })
        expect(answer.statusCode).toBe(404)
        expect(answer.json()).toMatchObject({ code: 'not_found' })
      }
    expect((await proxy.inject('/api/openapi.json')).body).not.toContain('/api/demo')
  })
})

describe('the menu of the demo', () => {
  it('tells each situation, whether it is on, and which sources it strikes', async () => {
    const { state, turnOn, turnOff, proxy } = house()
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

  it('takes no change from a foreign page, and no situation it does not know', async () => {
    const { ask, proxy, isOn } = house()
    const url = '/api/demo/situations/unpaid'
    for (const headers of [{}, { origin: 'http://evil.example' }])
      expect((await proxy.inject({ method: 'PUT', url, headers })).statusCode).toBe(403)
    expect(await isOn('unpaid')).toBe(false)
    expect((await ask('PUT', '/api/demo/situations/earthquake')).status).toBe(400)
  })

  it('leaves faults alone that somebody else has switched on, until all is to be normal', async () => {
    const { mock, turnOn, turnOff, settle } = house()
    mock.faults.add({ kind: 'latency', ms: 0 })
    await turnOn('lineCut')
    await turnOff('lineCut')
    expect(mock.faults.all()).toHaveLength(1)
    await settle()
    expect(mock.faults.all()).toEqual([])
  })
})

const everywhere = ['main', 'legacy', 'bots']

describe('a situation that strikes reading', () => {
  it.each([
    ['tooManyRequests', everywhere, 503, 'source_busy'],
    ['unpaid', ['main', 'legacy'], 402, 'source_unpaid'],
    ['tokenExpired', everywhere, 502, 'source_unauthorized'],
    ['lineCut', everywhere, 502, 'source_unreachable'],
  ] as const)(
    '%s: is told as such, and over when all is normal',
    async (name, struck, status, code) => {
      const { list, turnOn, settle } = house()
      await turnOn(name)
      for (const source of everywhere) {
        const { status: told, body } = await list(source)
        const isStruck = struck.some((one) => one === source)
        expect([told, body.code]).toEqual(isStruck ? [status, code] : [200, undefined])
      }
      await settle()
      for (const source of everywhere) expect((await list(source)).status).toBe(200)
    },
  )

  it('slowNetwork: outlasts whoever is less patient, and is over when all is normal', async () => {
    const { list, turnOn, settle } = house(1, { policy: { callTimeout: 20, maxTries: 1 } })
    await turnOn('slowNetwork')
    for (const source of everywhere)
      expect(await list(source)).toMatchObject({ status: 504, body: { code: 'source_timeout' } })
    await settle()
    for (const source of everywhere) expect((await list(source)).status).toBe(200)
  })

  it('filterIgnored: is noticed and told', async () => {
    const { list, turnOn, settle } = house()
    const query = '?responsible=504142'
    await turnOn('filterIgnored')
    for (const source of ['main', 'legacy'])
      expect((await list(source, query)).body).toMatchObject({ filterApplied: false })
    await settle()
    for (const source of ['main', 'legacy'])
      expect((await list(source, query)).body).toMatchObject({ items: [], filterApplied: true })
  })

  it('is met and left by the overview at once, whose count is kept otherwise', async () => {
    const { ask, turnOn, settle } = house(0, { contacts: 120 })
    const gap = async () => {
      const { body } = await ask('GET', '/api/sources/main/overview')
      return body.counted ? [body.counted.gap] : 'counting'
    }
    await expect.poll(gap).toEqual([null])
    await turnOn('filterIgnored')
    await expect.poll(gap).toEqual(['filterIgnored'])
    await settle()
    await expect.poll(gap).toEqual([null])
  })

  it('leaves the last count in view until there is a newer one', async () => {
    const { ask, turnOn } = house()
    const look = async () => (await ask('GET', '/api/sources/main/overview')).body
    await expect.poll(look).toMatchObject({ counting: null })
    await turnOn('slowNetwork')
    expect(await look()).toMatchObject({ counted: { gap: null }, counting: { contacts: 0 } })
  })

  it('is over by its own switch as well, whatever rest the source has asked for', async () => {
    const { list, turnOn, turnOff } = house()
    await turnOn('tooManyRequests')
    expect((await list()).status).toBe(503)
    await turnOff('tooManyRequests')
    expect((await list()).status).toBe(200)
  })
})

it('lets bulk work that waits go on at once when all is normal', async () => {
  const patient = { person: 5000, prefetch: 5000, bulk: 120_000 }
  const { desk, mock, proxy, turnOn, settle } = house(3, { policy: { deadline: patient } })
  await turnOn('tooManyRequests')
  const headers = { 'kartoteka-priority': 'bulk' }
  const walk = proxy.inject({ url: '/api/sources/main/contacts', headers })
  const { id } = await desk.order({ kind: 'edit', ids: ids(3), patch: { tags: { add: ['new'] } } })
  await expect.poll(() => mock.received.all().some(({ status }) => status === 429)).toBe(true)
  await settle()
  expect((await walk).statusCode).toBe(200)
  expect((await desk.ended(id)).counts).toMatchObject({ changed: 3 })
})

it('lets a job go on at once that waits for its account to be paid', async () => {
  const slow = { firstWait: 60_000, longestWait: 60_000 }
  const { desk, turnOn, settle } = house(3, { jobSettings: slow })
  await turnOn('unpaid')
  const { id } = await desk.order({ kind: 'edit', ids: ids(3), patch: { tags: { add: ['new'] } } })
  await expect.poll(async () => (await desk.read(id)).waiting?.reason).toBe('unpaid')
  await settle()
  expect((await desk.ended(id)).counts).toMatchObject({ changed: 3 })
})

describe('a situation that strikes writing', () => {
  it('rowRefused: refuses row 37 of fifty by name, writes the others, and goes off by itself', async () => {
    for (const source of ['main', 'legacy']) {
      const stack = house()
      const desk = openJobDesk(stack, source)
      await stack.turnOn('rowRefused')
      const one = { items: [{ id: 60, name: 'Grace' }] }
      expect((await stack.ask('PATCH', `/api/sources/${source}/contacts`, one)).status).toBe(200)
      expect(await stack.isOn('rowRefused')).toBe(true)
      const patch = { tags: { add: ['new'] } }
      const { job, rows } = await desk.done({ kind: 'edit', ids: ids(50), patch })
      expect(job.counts).toMatchObject({ changed: 49, refused: 1 })
      expect(rows.filter(({ result }) => result?.outcome === 'refused')).toMatchObject([
        { line: 37 },
      ])
      expect(await stack.isOn('rowRefused')).toBe(false)
      const { job: again } = await desk.retried(job.id)
      expect(again.counts).toMatchObject({ changed: 1 })
    }
  })

  it('answerLost: a job finds what was written and doubles nothing', async () => {
    const { desk, mock, turnOn, isOn } = house(5)
    await turnOn('answerLost')
    const rows = ids(3).map((at) => ({ name: `Grace ${at}` }))
    const { job } = await desk.done({ kind: 'create', rows })
    expect(job.counts).toMatchObject({ created: 3 })
    expect(mock.store.countContacts()).toBe(8)
    expect(await isOn('answerLost')).toBe(false)
  })

  it('answerLost: a single write is told as one that may stand', async () => {
    for (const source of ['main', 'legacy']) {
      const { ask, mock, turnOn } = house(0)
      await turnOn('answerLost')
      const draft = { items: [{ name: 'Grace' }] }
      expect(await ask('POST', `/api/sources/${source}/contacts`, draft)).toMatchObject({
        status: 502,
        body: { code: 'source_outcome_unknown' },
      })
      expect(mock.store.countContacts()).toBe(1)
    }
    const { ask, turnOn } = house(0)
    await turnOn('answerLost')
    const identity = { bot: 1, messenger: 'telegram', id: '555001' }
    const person = { items: [{ name: 'Grace', identity }] }
    expect((await ask('POST', '/api/sources/bots/contacts', person)).body).toMatchObject({
      code: 'source_outcome_unknown',
    })
  })

  it('concurrentEdit: what was seen is no more what is there, and nothing is overwritten', async () => {
    for (const source of ['main', 'legacy']) {
      const stack = house(2)
      const { ask, mock, turnOn, turnOff } = stack
      const at = `/api/sources/${source}/contacts`
      await turnOn('concurrentEdit')
      const seen = (await ask('GET', `${at}/1`)).body as { updatedAt: string }
      const mine = { id: 1, fields: [{ id: position, values: [{ value: 'mine' }] }] }
      const write = { items: [{ ...mine, seen: { updatedAt: seen.updatedAt } }] }
      expect((await ask('PATCH', at, write)).body).toMatchObject({
        results: [{ status: 'refused', reasons: [{ code: 'stale' }] }],
      })
      expect(JSON.stringify(mock.store.contact(1))).toContain('Изменено другим')
      expect(JSON.stringify(mock.store.contact(1))).not.toContain('mine')

      await ask('GET', `${at}?ids=2`) // as the preview of a batch edit reads
      const { id: _, ...patch } = mine
      const before = { fields: [{ id: position, content: null }] }
      const row = { id: 2, patch, before }
      const { job } = await openJobDesk(stack, source).done({ kind: 'edit', rows: [row] })
      expect(job.counts).toMatchObject({ conflict: 1 })
      expect(JSON.stringify(mock.store.contact(2))).not.toContain('mine')
      await turnOff('concurrentEdit')
    }
  })

  it('dismissedUser: is refused as responsible, at the very field', async () => {
    const { ask, turnOn, settle } = house(2)
    const write = { items: [{ id: 1, responsible: 504_144 }] }
    await turnOn('dismissedUser')
    expect((await ask('PATCH', '/api/sources/main/contacts', write)).body).toMatchObject({
      results: [{ status: 'refused', reasons: [{ field: 'responsible' }] }],
    })
    expect((await ask('PATCH', '/api/sources/legacy/contacts', write)).body).toMatchObject({
      results: [{ status: 'refused' }],
    })
    await settle()
    for (const source of ['main', 'legacy'])
      expect((await ask('PATCH', `/api/sources/${source}/contacts`, write)).body).toMatchObject({
        results: [{ status: 'changed' }],
      })
  })
})

it('makes tokens good again that were expired by hand, and lifts limits and blocks', async () => {
  const { list, mock, settle } = house()
  mock.store.tokens.expire()
  mock.rate.set({ amo: 1 })
  expect((await list()).status).toBe(502)
  await settle()
  for (const _ of ids(3)) expect((await list()).status).toBe(200)
})

describe('starting over', () => {
  it('brings back the invented contacts, makes all normal and forgets jobs and names', async () => {
    const jobSettings = { firstWait: 60_000, longestWait: 60_000 }
    const stack = buildStack({ contacts: 60, hasDemo: true, jobSettings })
    const { mock, proxy } = stack
    const desk = openJobDesk(stack)
    const page = async () => {
      const answer = await proxy.inject('/api/sources/main/contacts?sort=id')
      // Times are told from now on, people stay who they are.
      return contactPage
        .parse(answer.json())
        .items.map(({ id, name, phones, company }) => ({ id, name, phones, company }))
    }
    const first = await page()
    const at = first.findIndex(({ company }) => company !== null)
    const company = mock.store.companies.get(mock.store.contact(first[at]!.id)!.company_id!)!
    mock.store.companies.save({ ...company, name: 'Renamed' })
    const waiting = await desk.done({
      kind: 'edit',
      ids: first.map(({ id }) => id),
      patch: { name: 'Everybody' },
    })
    expect(waiting.job.counts).toMatchObject({ changed: 50 })
    await proxy.inject({ method: 'PUT', url: '/api/demo/situations/unpaid', headers: own })
    const stuck = await desk.order({ kind: 'edit', ids: [first[0]!.id], patch: { name: 'Stuck' } })
    await expect.poll(async () => (await desk.read(stuck.id)).waiting?.reason).toBe('unpaid')

    const url = '/api/demo/start-over'
    expect((await proxy.inject({ method: 'POST', url, headers: own })).statusCode).toBe(204)
    expect(await page()).toEqual(first)
    expect((await desk.ask('GET', '')).json()).toMatchObject({ items: [] })
    expect((await desk.ask('GET', `/${stuck.id}`)).statusCode).toBe(404)
    const next = await desk.done({ kind: 'edit', ids: [first[0]!.id], patch: { name: 'Next' } })
    expect(next.job.counts).toMatchObject({ changed: 1 })
    expect(stack.jobFaults).toEqual([])
  })
})
