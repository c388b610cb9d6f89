import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactPage } from '#contract/api/contacts.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { openJobClient } from '#testing/job-client.ts'
import { runs, timeLimit } from '#testing/soak.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'
import { pointsValue, setText, tagsValue } from '#testing/values.ts'

const options = { numRuns: runs(12) }

const contacts = 6
const all = Array.from({ length: contacts }, (_, index) => index + 1)
const [documentedBot] = documentedBotContacts

type Dialect = 'main' | 'legacy' | 'bots'
/**
 * The request that returns a resource, and the location of its rows; `isContact`: a contact is read
 * from the row.
 */
type Target = { path: string; rows: string; isContact?: boolean }

const targets: Record<Dialect, Target[]> = {
  main: [
    { path: '/api/v4/contacts', rows: '/_embedded/contacts', isContact: true },
    { path: '/api/v4/contacts', rows: '/_embedded/contacts', isContact: true },
    { path: '/api/v4/contacts/{id}', rows: '' },
    { path: '/api/v4/contacts/custom_fields', rows: '/_embedded/custom_fields' },
    { path: '/api/v4/users', rows: '/_embedded/users' },
    { path: '/api/v4/contacts/tags', rows: '/_embedded/tags' },
    { path: '/api/v4/companies', rows: '/_embedded/companies' },
    { path: '/api/v4/leads', rows: '/_embedded/leads' },
    { path: '/api/v4/leads/pipelines', rows: '/_embedded/pipelines' },
    { path: '/api/v4/account?with=datetime_settings', rows: '' },
  ],
  legacy: [
    { path: '/api/v2/contacts', rows: '/_embedded/items', isContact: true },
    { path: '/api/v2/contacts', rows: '/_embedded/items', isContact: true },
    {
      path: '/api/v2/account?with=custom_fields,users',
      rows: '/_embedded/custom_fields/contacts',
    },
    { path: '/api/v2/account?with=custom_fields,users', rows: '/_embedded/users' },
    { path: '/api/v2/account?with=custom_fields,users', rows: '' },
  ],
  bots: [
    { path: '/api/v1/getContacts?count=500', rows: '/data', isContact: true },
    { path: '/api/v1/getContactTags?contact_id={id}', rows: '/data' },
    { path: '/api/v1/getContactVariables?contact_id={id}', rows: '/data' },
  ],
}

const at = (answer: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
      answer,
    )

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Pointers to everything in a value, including itself. */
const pointersIn = (value: unknown, pointer: string): string[] => [
  pointer,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        pointersIn(inner, `${pointer}/${escaped(key)}`),
      )
    : []),
]

async function openStack(dialect: Dialect) {
  const stack = buildStack({ contacts: 0 })
  const { mock, proxy } = stack
  addLead(mock, 45)
  for (let id = 1; id <= contacts; id++) {
    if (dialect === 'bots')
      mock.store.botContacts.save({
        ...documentedBot!, // there are five
        id,
        bot_id: 1,
        name: `Ada ${id}`,
        messenger: 'telegram',
        telegram_id: `${1000 + id}`,
        tags: ['old'],
        variables: [{ id, name: 'city', value: 'Rome', deletable: true }],
        created_at: 1_700_000_000 + id,
      })
    else
      mock.store.addContact({
        id,
        name: `Ada ${id}`,
        phones: [`+7999000000${id}`],
        tags: ['old', `tag ${id}`],
        leads: [45],
      })
  }
  const base = `/api/sources/${dialect}`
  const get = async <Body>(path: string) => {
    const response = await proxy.inject(base + path)
    return { status: response.statusCode, body: response.json<Body>() }
  }
  const fromSource = async (path: string) => {
    const headers = { authorization: `Bearer ${testToken}`, host: 'example.amocrm.ru' }
    const response = await mock.app.inject({ url: path, headers })
    return response.statusCode === 200 ? response.json<unknown>() : undefined
  }
  const patch = async (id: number | undefined, change: object) => {
    const payload = { items: [{ id, changes: [change] }] }
    const response = await proxy.inject({
      method: 'PATCH',
      url: `${base}/contacts`,
      headers: { origin: 'http://localhost:80' },
      payload,
    })
    return response.json<unknown>()
  }
  return { stack, mock, get, patch, fromSource, jobs: openJobClient(stack, dialect) }
}

const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, [], {}, '', false, '5', 0, -1, 1e300, 99_999_999_999_999, 'abc', true),
  fc.constantFrom({ toString: 1 }, { id: 'x' }, [null], 'toString', '__proto__', '2024-02-01'),
)

type Place = { target: Target; row: number; index: number }

/** Selects the value to replace; undefined if the response does not contain it. */
async function locate({ target, row, index }: Place, fromSource: FromSource) {
  const oddId = row + 1
  const url = target.path.replace('{id}', `${oddId}`)
  const answer = await fromSource(url)
  const rows = at(answer, target.rows)
  const list: unknown[] = Array.isArray(rows) ? rows : []
  const place = target.isContact ? list.findIndex(hasId(oddId)) : row % Math.max(1, list.length)
  const own = list.length === 0 ? target.rows : `${target.rows}/${place}`
  const pointers = pointersIn(at(answer, own), own).filter((pointer) => pointer !== '')
  const pointer = pointers[index % Math.max(1, pointers.length)]
  if (pointer === undefined) return undefined
  // For a contact, at any position of a response.
  const byId = target.isContact ? pointer.replace(own, `${target.rows}/id=${oddId}`) : pointer
  return { oddId, path: url.split('?')[0] ?? '', pointer: byId }
}
type FromSource = (path: string) => Promise<unknown>

const hasId = (id: number) => (row: unknown) =>
  typeof row === 'object' && row !== null && 'id' in row && Number(row.id) === id

/** With another ID, a row becomes another contact, which cannot be detected. */
const isOtherId = (pointer: string, value: unknown) =>
  pointer.endsWith('/id') &&
  (typeof value === 'number' || typeof value === 'string') &&
  all.includes(Number(value))

const isBot = (dialect: Dialect) => dialect === 'bots'
const changesFor = (dialect: Dialect): object[][] => [
  [setText('name', 'Grace')],
  [
    ...(isBot(dialect) ? [] : [{ attribute: 'phones', add: pointsValue('+70001112233') }]),
    { attribute: 'tags', add: tagsValue('new') },
  ],
]

const anyEnd = ['changed', 'unchanged', 'invalid', 'rejected']

describe.each<Dialect>(['main', 'legacy', 'bots'])(
  'one odd value in a response of %s',
  (dialect) => {
    const place = fc.record({
      target: fc.constantFrom(...targets[dialect]),
      row: fc.nat({ max: contacts - 1 }),
      index: fc.nat(),
    })

    it(
      'does not affect other rows, exports, edits or jobs',
      async () => {
        await fc.assert(
          fc.asyncProperty(place, oddValue, async (where, value) => {
            const { mock, get, patch, fromSource, jobs, stack } = await openStack(dialect)
            const odd = await locate(where, fromSource)
            fc.pre(odd !== undefined && !isOtherId(odd.pointer, value))
            const { oddId, path, pointer } = odd
            const others = all.filter((id) => id !== oddId)
            // In data that only enriches contacts, an odd value must not remove any of them.
            const compared = ({ items }: ContactPage) =>
              where.target.isContact
                ? items.filter(({ id }) => others.includes(id))
                : items.map(({ id }) => id)
            const before = (await get<ContactPage>('/contacts')).body
            for (const source of Object.values(stack.sources)) source.reset()
            mock.faults.add({ kind: 'odd-value', path, at: pointer, value })

            const page = await get<ContactPage>('/contacts')
            expect(page.status).toBe(200)
            expect(page.body.items.length + page.body.unreadable.length).toBe(contacts)
            expect(compared(page.body)).toEqual(compared(before))

            const fields = await get<{ items: { id: number }[] }>('/fields')
            expect(fields.status).toBe(200)
            const ids = fields.body.items.map(({ id }) => id).slice(0, 50)
            const columns = ids.length > 0 ? `&columns=${ids.join(',')}` : ''
            const exported = await get<ContactPage>(`/contacts?size=250${columns}`)
            expect(exported.status).toBe(200)
            expect(exported.body.items.map(({ id }) => id)).toEqual(expect.arrayContaining(others))
            expect((await get('/users')).status).toBe(200)
            expect((await get('/tags')).status).toBe(dialect === 'main' ? 200 : 400)
            expect((await get('/account')).status).toBe(200)
            for (const id of others) expect((await get(`/contacts/${id}`)).status).toBe(200)
            // If the ID is odd, the row cannot be shown individually.
            const isIdOdd = /\/id(=\d+)?$/.test(pointer)
            const single = await get(`/contacts/${oddId}`)
            expect(isIdOdd ? [200, 404, 502] : [200]).toContain(single.status)
            const leads = await get(`/contacts/${others[0]}/leads`)
            expect(leads.status).toBe(isBot(dialect) ? 400 : 200)

            expect(await patch(others[0], setText('name', 'Edited'))).toMatchObject({
              results: [{ outcome: 'changed' }],
            })
            // The tags of all bot contacts have the same path; v2 detects phones only by their
            // definition.
            const isV2Definition =
              path === '/api/v2/account' && /^\/_embedded(\/custom_fields|$)/.test(pointer)
            const isOfAll = path.endsWith('getContactTags') || isV2Definition
            for (const changes of changesFor(dialect)) {
              const { job, rows } = await jobs.run({ kind: 'edit', ids: all, changes })
              expect(job.state).toBe('done')
              for (const { contactId, result } of rows)
                expect(contactId === oddId || isOfAll ? anyEnd : ['changed']).toContain(
                  result.outcome,
                )
            }
            expect(stack.jobErrors).toEqual([])
            await stack.proxy.close()
            await mock.app.close()
          }),
          options,
        )
      },
      timeLimit(120_000),
    )
  },
)
