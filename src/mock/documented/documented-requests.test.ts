import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildMock, type Mock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { answerDifferences } from './answer-differences.ts'
import { botRequests } from './bot-requests.ts'
import type { DocumentedRequest } from './documented-request.ts'
import { withRequestList } from './request-list.ts'
import { additionalKeys } from './sample-repairs.ts'
import { v2Requests } from './v2-requests.ts'
import { v4Requests } from './v4-requests.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-documented-'))
const seeded = join(folder, 'seeded.sqlite')
await buildMock({ data: seeded }).app.close()
const mocks: Mock[] = []
afterAll(async () => {
  for (const { app } of mocks) await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A new mock with the default settings of `npm run mock`, except that it has no rate limits. */
function startMock() {
  const data = join(folder, `${mocks.length}.sqlite`)
  copyFileSync(seeded, data)
  const mock = buildMock({ data, englishAccount: true })
  mocks.push(mock)
  return mockClient(mock)
}
const reader = startMock()

const contentTypes: Record<string, string> = {
  '/api/v4/': 'application/hal+json',
  '/api/v2/': 'application/hal+json',
  '/api/v1/': 'application/json',
}

describe.each([
  ['amoCRM v4', v4Requests],
  ['amoCRM v2', v2Requests],
  ['WatBot', botRequests],
])('a fresh mock as %s', (_name, requests) => {
  it.each(requests.map((request) => [request.document, request.title, request] as const))(
    'answers seed %s as printed: %s',
    async (_document, _title, request) => {
      const { method, path, body, headers, host, status } = request
      const { send } = method === 'GET' ? reader : startMock()
      const response = await send(method, path, body, { ...headers, host })
      expect({ status: response.status, type: response.type }).toEqual({
        status,
        type: status === 200 ? contentTypes[apiOf(request)] : '',
      })
      expect(differencesOf(request, response.body)).toEqual([])
      expect(String(response.headers['runtime-timestamp'])).toMatch(
        apiOf(request) === '/api/v2/' ? /^\d{10}$/ : /^undefined$/,
      )
    },
  )
})

const apiOf = ({ path }: DocumentedRequest) => path.slice(0, '/api/v4/'.length)

function differencesOf(request: DocumentedRequest, body: unknown): string[] {
  const { answer, assigned = [], count, first } = request
  const additional = additionalKeys[apiOf(request)]?.flatMap(({ keys }) => keys) ?? []
  const options = { assigned, additional }
  const differences = answer === undefined ? [] : answerDifferences(body, answer, options)
  const list = count && valueAt(body, count.at)
  if (count && !(Array.isArray(list) && list.length === count.equals))
    differences.push(`${count.at}: not ${count.equals} items`)
  const beginning = first && (valueAt(body, first.at) as unknown[]).slice(0, first.items.length)
  return [...differences, ...(first ? answerDifferences(beginning, first.items, options) : [])]
}

const valueAt = (body: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], body)

describe('what the printed writes leave behind', () => {
  const write = async (client: typeof reader, title: string, document = '000') => {
    const request = [...v4Requests, ...v2Requests].find(
      (known: DocumentedRequest) =>
        known.title === title && [document, '003'].includes(known.document),
    )!
    const { method, path, body, host } = request // the table has every title used below
    return client.send(method, path, body, { host })
  }

  it('are two contacts with their position and author', async () => {
    const client = startMock()
    await write(client, 'Adding contacts')
    const first = (await client.get('/api/v4/contacts/40401635')).body
    expect(first.custom_fields_values).toMatchObject([
      { field_id: 271_316, values: [{ value: 'Директор' }] },
    ])
    expect((await client.get('/api/v4/contacts/40401636')).body).toMatchObject({
      name: 'Владимир Смирнов',
      created_by: 47_272,
    })
  })

  it('is the phone of contact 3, beside the one it had', async () => {
    const client = startMock()
    await write(client, 'Changing a contact')
    const { body } = await client.get('/api/v4/contacts/3')
    expect(
      body.custom_fields_values.map((field: { field_id: number; values: { value: string }[] }) => [
        field.field_id,
        field.values[0]?.value,
      ]),
    ).toEqual([
      [3, '+79123'],
      [66_192, '79999999999'],
    ])
  })

  it('are the leads, the company and the fields of the v2 contact', async () => {
    const client = startMock()
    const { body } = await write(client, 'Adding a contact')
    const { id } = body._embedded.items[0]
    const [contact] = (await client.get(`/api/v2/contacts?id=${id}`)).body._embedded.items
    expect(contact).toMatchObject({
      name: 'Александр Крылов',
      first_name: 'Александр',
      last_name: 'Крылов',
      created_at: 1_509_051_600,
      company: { id: 30_615, name: 'ООО Ромашка' },
      leads: { id: [43_510, 45_615] },
      tags: [{ name: 'важный' }, { name: 'доставка' }],
    })
    const values = Object.fromEntries(
      contact.custom_fields.map((field: { id: number; values: object[] }) => [
        field.id,
        field.values,
      ]),
    )
    expect(values[4_396_818]).toEqual([
      { value: '89990123456', enum: '3685087' },
      { value: '89997894561', enum: '3685088' },
      { value: '89991597532', enum: '3685089' },
    ])
    expect(values[4_400_115]).toEqual([
      { value: 'ул. Ленина, д. 1', subtype: '1' },
      { value: 'Москва', subtype: '3' },
      { value: '101010', subtype: '5' },
      { value: 'RU', subtype: '6' },
    ])
    expect(values[4_400_116]).toEqual([
      { value: '1', enum: '3692662' },
      { value: '2', enum: '3692663' },
    ])
    const v4 = (await client.get(`/api/v4/contacts/${id}?with=leads`)).body
    expect(v4).toMatchObject({
      name: 'Александр Крылов',
      _embedded: { companies: [{ id: 30_615 }] },
    })
  })

  it('is the e-mail of contact 41560, beside its phone', async () => {
    const client = startMock()
    await write(client, 'Updating a contact')
    const [contact] = (await client.get('/api/v2/contacts?id=41560')).body._embedded.items
    expect(contact.updated_at).toBe(1_508_965_200)
    expect(contact.custom_fields.map(({ code }: { code: string }) => code)).toEqual([
      'PHONE',
      'EMAIL',
    ])
  })

  it('is left to the account of the host', async () => {
    const client = mockClient(buildMock({ contacts: 100, englishAccount: true }))
    await write(client, 'Changing a contact', '002')
    const { body } = await client.get('/api/v4/contacts/3')
    expect(body.name).toBe('Иван Иванов')
    const english = await client.get('/api/v4/contacts/3', { host: 'example.amocrm.com:4010' })
    expect(english.body.custom_fields_values).toMatchObject([
      { field_name: 'Work phone' },
      { field_id: 66_192, field_name: 'Work phone' },
    ])
    await client.post('/_mock/reset', {})
    const reset = await client.get('/api/v4/contacts/3', { host: 'example.amocrm.com' })
    expect(reset.body.custom_fields_values).toHaveLength(1)
  })
})

describe('the account of the v2 document', () => {
  it('is listed by v2 and not by v4, which finds its contacts by id', async () => {
    const { body } = await reader.get('/api/v2/contacts/?limit_rows=4')
    const ids = body._embedded.items.map(({ id }: { id: number }) => id)
    expect(ids).toEqual([3, 41_560, 1_099_181, 3_102_959])
    const found = await reader.get('/api/v2/contacts?query=Долгорукова')
    expect(found.body._embedded.items).toMatchObject([{ id: 1_099_181 }])
    expect((await reader.get('/api/v4/contacts?filter[id]=1099181')).status).toBe(204)
    expect((await reader.get('/api/v4/contacts/1099181')).body.account_id).toBe(13_667_499)
  })
})

describe('docs/mock.md', () => {
  it('lists the requests of the table', () => {
    const page = readFileSync('docs/mock.md', 'utf8')
    expect(page).toBe(withRequestList(page)) // if this fails: npm run docs:mock
  })
})

describe('the comparison with a printed answer', () => {
  const options = { assigned: ['time'], additional: ['extra'] }
  it.each([
    [{ a: 1, time: 2, extra: 3 }, []],
    [{ a: 1, time: 'x' }, ['time: not a number']],
    [{ a: 2, time: 2 }, ['a: 2 instead of 1']],
    [{ time: 2 }, ['a: missing']],
    [{ a: 1, time: 2, b: 3 }, ['b: not printed']],
  ])('of %o finds %o', (answer, differences) => {
    expect(answerDifferences(answer, { a: 1, time: 1 }, options)).toEqual(differences)
  })

  it('looks into lists', () => {
    expect(answerDifferences([{ a: [1] }], [{ a: [1, 2] }], options)).toEqual([
      '0.a: 1 items instead of 2',
    ])
  })
})
