import { describe, expect, it } from 'vitest'
import type { ContactDetail, ContactPage } from '#contract/api/contacts.ts'
import type { FaultInput } from '#mock/faults.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import type { TransportResponse } from '#proxy/sources/transport/transport.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { pointsValue, setText, tagsValue } from '#testing/values.ts'

type Dialect = 'main' | 'legacy' | 'bots'
type OddValue = Omit<Extract<FaultInput, { kind: 'odd-value' }>, 'kind'>

const lists: Record<Dialect, string> = {
  main: '/api/v4/contacts',
  legacy: '/api/v2/contacts',
  bots: '/api/v1/getContacts',
}

/** Contacts 1 to `count` at a source whose responses are altered as requested. */
function openSource(dialect: Dialect, count: number, ...odd: OddValue[]) {
  const lines: Record<string, unknown>[] = []
  const log = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  const stack = buildStack({ contacts: 0, log })
  const { mock, proxy } = stack
  const [someBot] = documentedBotContacts
  for (let id = 1; id <= count; id++) {
    if (dialect === 'bots' && someBot) {
      const known = { bot_id: 1, messenger: 'telegram', telegram_id: `${id}` } as const
      mock.store.botContacts.save({ ...someBot, ...known, id, name: `Ada ${id}`, created_at: id })
    } else mock.store.addContact({ id, name: `Ada ${id}`, phones: [`+7999${id}`], tags: ['old'] })
  }
  for (const fault of odd) mock.faults.add({ kind: 'odd-value', ...fault })
  const get = async <Body>(path: string) => {
    const response = await proxy.inject(`/api/sources/${dialect}${path}`)
    return { status: response.statusCode, body: response.json<Body>() }
  }
  const warnings = () => lines.filter(({ level }) => level === 40)
  const contact = (id: number) => {
    const found = mock.store.contact(id)
    if (!found) throw new Error(`no contact ${id}`)
    return found
  }
  return { stack, mock, get, warnings, contact, jobs: openJobClient(stack, dialect) }
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a page with an odd value', () => {
  it.each<[Dialect, string, unknown]>([
    ['main', '/_embedded/contacts/1/custom_fields_values/0/values', null],
    ['main', '/_embedded/contacts/1/custom_fields_values/0/values', undefined],
    ['main', '/_embedded/contacts/1/custom_fields_values', {}],
    ['main', '/_embedded/contacts/1/responsible_user_id', 'x'],
    ['main', '/_embedded/contacts/1/closest_task_at', 99_999_999_999_999],
    ['main', '/_embedded/contacts/1/account_id', undefined],
    ['main', '/_embedded/contacts/1/is_deleted', 0],
    ['main', '/_embedded/contacts/1/created_at', null],
    ['main', '/_embedded/contacts/1/_embedded', []],
    ['main', '/_links/next', null],
    ['main', '/_links', []],
    ['legacy', '/_embedded/items/1/updated_at', '2024-02-01'],
    ['legacy', '/_embedded/items/1/custom_fields', false],
    ['legacy', '/_embedded/items/1/company', ''],
    ['bots', '/data/1/messenger', null],
    ['bots', '/data/1/utm', ''],
    ['bots', '/data/1/created_at', '2024-02-01 09:30:00'],
    ['bots', '/data/1/bot_id', '1'],
    ['bots', '/data/1/tags', [{ id: 5, name: 'vip' }]],
  ])('of %s at %s shows every row', async (dialect, at, value) => {
    const { get } = openSource(dialect, 3, { path: lists[dialect], at, value })
    const { status, body } = await get<ContactPage>('/contacts?size=50')
    expect(status).toBe(200)
    expect(body.items.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
    expect(body.unreadable).toEqual([])
  })

  it.each<[Dialect, string]>([
    ['main', '/_embedded/contacts/id=2/id'],
    ['legacy', '/_embedded/items/id=2/id'],
    ['bots', '/data/id=2/id'],
  ])(
    'omits a row of %s without an ID, and reports it in the page and in the log',
    async (dialect, at) => {
      const { get, warnings } = openSource(dialect, 3, { path: lists[dialect], at, value: 'x' })
      const { body } = await get<ContactPage>('/contacts?size=50')
      expect(body.items.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 3])
      const path = at
        .slice(1)
        .replaceAll('/', '.')
        .replace(/\.id=2\.id$/, '.1')
      expect(body.unreadable).toEqual([{ id: null, path }])
      expect(warnings()).toMatchObject([{ source: dialect, unreadable: [{ id: null, path }] }])
    },
  )

  it('logs an odd value of a row with the ID of its contact', async () => {
    const odd = { path: lists.main, at: '/_embedded/contacts/id=2/_embedded/tags', value: 'x' }
    const { get, warnings } = openSource('main', 3, odd)
    await get('/contacts')
    const path = '_embedded.contacts.1._embedded.tags'
    expect(warnings()).toMatchObject([{ source: 'main', unreadable: [{ id: 2, path }] }])
  })

  it.each<[Dialect, string, unknown]>([
    ['main', '', []],
    ['main', '/_embedded', []],
    ['main', '/_embedded/contacts', null],
    ['legacy', '/_embedded/items', {}],
    ['bots', '/data', null],
  ])('of %s is empty if PHP wrote an empty value at "%s"', async (dialect, at, value) => {
    const stack = buildStack({ contacts: 2, ...(at === '' && { relay: bodyOf(value) }) })
    if (at !== '') stack.mock.faults.add({ kind: 'odd-value', path: lists[dialect], at, value })
    const response = await stack.proxy.inject(`/api/sources/${dialect}/contacts`)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ items: [], unreadable: [], hasNext: false })
  })

  it.each<[Dialect, string, unknown]>([
    ['main', '/_embedded/contacts', 'x'],
    ['main', '/_embedded', { leads: [] }],
    ['legacy', '/_embedded', 7],
    ['bots', '/meta', null],
  ])('of %s without a list at %s is not an empty list', async (dialect, at, value) => {
    const { get } = openSource(dialect, 3, { path: lists[dialect], at, value })
    expect((await get('/contacts')).status).toBe(502)
  })
})

/** Every response has this body. */
const bodyOf = (value: unknown) => () => (): Promise<TransportResponse> =>
  Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(value) })

describe('data that enriches contacts', () => {
  it.each(['', 'UTC+3', 5, null, { a: 1 }])(
    'uses UTC for the time zone %o, and reports it',
    async (value) => {
      const odd = {
        path: '/api/v4/account',
        at: '/_embedded/datetime_settings/timezone',
        value,
      }
      const { get, warnings } = openSource('main', 2, odd)
      const { body: fields } = await get<{ items: { id: number }[] }>('/fields')
      const list = await get(`/contacts?columns=${fields.items[0]?.id}`)
      expect(list.status).toBe(200)
      expect((await get('/contacts/1')).status).toBe(200)
      expect((await get('/account')).body).toEqual({ timeZone: 'UTC' })
      expect(JSON.stringify(warnings())).toContain('UTC is used')
    },
  )

  it.each(['closest_task_at', 'created_at', 'updated_at'])(
    'treats an impossible time of %s as missing',
    async (name) => {
      const { get } = openSource('main', 2, {
        path: '/api/v4/contacts',
        at: `/_embedded/contacts/0/${name}`,
        value: 99_999_999_999_999,
      })
      const { status, body } = await get<{ items: object[] }>('/contacts')
      expect(status).toBe(200)
      expect(body.items).toHaveLength(2)
      expect(JSON.stringify(body)).not.toContain('99999')
    },
  )

  it('never prevents a bot contact from being shown', async () => {
    const { get, mock } = openSource('bots', 2)
    for (const path of ['/api/v1/getContactTags', '/api/v1/getContactVariables'])
      mock.faults.add({ kind: 'odd-value', path, at: '/data', value: 'x' })
    const { status, body } = await get<ContactDetail>('/contacts/1')
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'Ada 1', tags: [], variables: [], unreadable: ['tags'] })
  })
})

describe('a value that could not be read', () => {
  const place = (contact: number, rest: string): OddValue['at'] =>
    `/_embedded/contacts/id=${contact}${rest}`

  it.each<[string, string, unknown, object, string[]]>([
    [
      'phones',
      '/custom_fields_values/0/values/0/value',
      { a: 1 },
      { attribute: 'phones', add: pointsValue('+70001112233') },
      ['phones'],
    ],
    [
      'the ID of a field',
      '/custom_fields_values/0/field_id',
      'x',
      { attribute: 'phones', clear: true },
      ['phones', 'emails'],
    ],
    [
      'all fields',
      '/custom_fields_values',
      'x',
      setText('field:4396817', 'CEO'),
      ['field:4396817'],
    ],
    ['tags', '/_embedded/tags/0', 5, { attribute: 'tags', remove: tagsValue('old') }, ['tags']],
    ['the name', '/name', { a: 1 }, setText('name', 'Grace'), ['name', 'firstName', 'lastName']],
  ])('is not overwritten: %s', async (_, rest, value, change, keys) => {
    const odd = { path: lists.main, at: place(2, rest), value }
    const { get, mock, jobs, contact } = openSource('main', 3, odd)
    mock.faults.add({ kind: 'odd-value', path: `${lists.main}/2`, at: rest, value })
    const { body } = await get<ContactDetail>('/contacts/2')
    expect(body.unreadable).toEqual(expect.arrayContaining(keys))
    const before = structuredClone(contact(2))
    const { job, rows } = await jobs.run({ kind: 'edit', ids: ids(3), changes: [change] })
    expect(job.state).toBe('done')
    expect(rows.map(({ result }) => result.outcome)).toEqual(['changed', 'invalid', 'changed'])
    expect(rows[1]?.result).toMatchObject({ issues: [{ code: 'unreadable_at_source' }] })
    expect(contact(2)).toEqual(before)
  })

  it('does not prevent editing the rest of its contact', async () => {
    const odd = { path: lists.main, at: place(2, '/_embedded/tags'), value: 'x' }
    const { jobs, contact } = openSource('main', 3, odd)
    const changes = [setText('name', 'Grace')]
    const { job } = await jobs.run({ kind: 'edit', ids: ids(3), changes })
    expect(job.counts).toMatchObject({ changed: 3 })
    expect(contact(2).name).toBe('Grace')
    expect(contact(2).tags.map(({ name }) => name)).toEqual(['old'])
  })

  it.each<[Dialect, OddValue[]]>([
    [
      'main',
      [
        { path: lists.main, at: place(2, '/id'), value: 'x' },
        { path: `${lists.main}/2`, at: '/id', value: 'x' },
      ],
    ],
    ['legacy', [{ path: lists.legacy, at: '/_embedded/items/id=2/id', value: 'x' }]],
    ['bots', [{ path: lists.bots, at: '/data/id=2/id', value: 'x' }]],
  ])('affects only its own row in a job at %s', async (dialect, odd) => {
    const { mock, jobs } = openSource(dialect, 5)
    mock.faults.add({ kind: 'odd-value', ...odd[0]! })
    for (const second of odd.slice(1)) mock.faults.add({ kind: 'odd-value', ...second })
    const changes = [setText('name', 'Grace')]
    const { job, rows } = await jobs.run({ kind: 'edit', ids: ids(5), changes })
    expect(job).toMatchObject({ state: 'done', counts: { changed: 4, rejected: 1 } })
    expect(rows[1]?.result).toMatchObject({
      outcome: 'rejected',
      issues: [{ code: 'unreadable_at_source' }],
    })
  })

  it('does not prove that a create with a lost response was not executed', async () => {
    const { mock, jobs } = openSource('main', 3)
    mock.faults.add({ kind: 'cut-after', method: 'POST', path: lists.main, times: 1 })
    mock.faults.add({
      kind: 'odd-value',
      path: lists.main,
      at: '/_embedded/contacts/0/id',
      value: 'x',
    })
    const rows = [{ changes: [setText('name', 'New')] }]
    const { rows: results } = await jobs.run({ kind: 'create', rows })
    expect(results[0]?.result).toMatchObject({ outcome: 'unknown' })
    expect(mock.received.all().filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})

describe('an overview', () => {
  it('counts all other contacts, and reports how many it excluded', async () => {
    const { mock, stack } = openSource('main', 0)
    const updated_at = Math.floor(Date.now() / 1000)
    for (const id of ids(5)) mock.store.addContact({ id, name: `Ada ${id}`, updated_at })
    mock.faults.add({
      kind: 'odd-value',
      path: lists.main,
      at: '/_embedded/contacts/id=2/updated_at',
      value: 'x',
    })
    const ask = () => stack.proxy.inject('/api/sources/main/overview?zone=UTC')
    await expect
      .poll(async () => (await ask()).json<{ counted: object | null }>().counted)
      .toMatchObject({ contacts: 4, leftOut: 1, gap: null })
  })
})
