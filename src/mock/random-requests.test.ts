import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'
import { runs, timeLimit } from '#testing/soak.ts'

const mock = buildMock({ contacts: 50, now: () => Date.UTC(2026, 0, 15) })
const { send, get } = mockClient(mock)
const someId = String(mock.store.db.get<{ id: number }>('select id from contacts')?.id)

const paths = [
  '/api/v4/contacts',
  `/api/v4/contacts/${someId}`,
  '/api/v4/contacts/chats',
  '/api/v4/talks',
  '/api/v4/talks/9001',
  '/api/v4/talks/9001/close',
  '/api/v4/contacts/tags',
  '/api/v4/contacts/custom_fields',
  '/api/v4/contacts/custom_fields/4400101',
  '/api/v4/contacts/notes',
  `/api/v4/contacts/${someId}/link`,
  '/api/v4/contacts/link',
  '/api/v4/contacts/unlink',
  `/api/v4/contacts/${someId}/links`,
  `/api/v4/contacts/${someId}/notes`,
  '/api/v4/contacts/links',
  '/api/v4/leads',
  '/api/v4/leads/1',
  '/api/v4/companies',
  '/api/v4/customers',
  '/api/v4/catalogs',
  '/api/v4/catalogs/8001/elements',
  '/api/v4/tasks',
  '/api/v4/events',
  '/api/v4/users',
  '/api/v4/account',
  '/api/v4/leads/pipelines',
  '/api/v2/contacts',
  '/api/v2/account',
  '/private/api/auth.php',
  '/oauth2/access_token',
  '/oauth',
  '/api/v1/getContacts',
  '/api/v1/createOrUpdateContact',
  '/api/v1/setYsellStatus',
  '/api/v1/getContactTags',
  '/api/v1/attachTagToContact',
  '/api/v1/setContactVariable',
  '/api/v1/deleteContactVariable',
  '/api/v1/getBotTags',
]
const junk = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e99',
    '99999999999999999999',
    'null',
    '[]',
    '%00',
    '%',
    '%E0%A4%A',
    "'; drop table contacts; --",
    '"',
    '*',
    '💥',
    '__proto__',
    'NaN',
    '1,2,x',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((s) => encodeURIComponent(s.toWellFormed())),
)
const keys = fc.constantFrom(
  'page',
  'limit',
  'query',
  'with',
  'order[id]',
  'order',
  'filter',
  'filter[id]',
  'filter[id][]',
  'filter[id][a][b]',
  'filter[name]',
  'filter[created_at]',
  'filter[created_at][from]',
  'filter[created_at][from][x]',
  'filter[custom_fields_values]',
  'filter[custom_fields_values][4400101]',
  'filter[custom_fields_values][4400111][from]',
  'filter[custom_fields_values][4400111][][x]',
  'filter[statuses][0]',
  'filter[__proto__]',
  'chat_id',
  'contact_id',
  'contact_id[]',
  'id',
  'limit_rows',
  'limit_offset',
  'responsible_user_id',
  'count',
  'bot_id',
  'date_from',
  'api_token',
  'filter[to_entity_id]',
  'filter[type]',
  'filter[entity_id]',
  'x[y][z]',
)
const query = fc
  .array(fc.tuple(keys, junk), { maxLength: 4 })
  .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'))

const known = fc.constantFrom(
  'id',
  'name',
  'first_name',
  'custom_fields_values',
  'field_id',
  'field_code',
  'values',
  'value',
  'enum_id',
  'enum_code',
  '_embedded',
  'tags',
  'tags_to_add',
  'tags_to_delete',
  'created_by',
  'updated_at',
  'add',
  'update',
  'custom_fields',
  'enum',
  'subtype',
  'leads_id',
  'unlink',
  'company_id',
  'chat_id',
  'contact_id',
  'to_entity_id',
  'to_entity_type',
  'metadata',
  'note_type',
  'params',
  'type',
  'enums',
  'request_id',
  'bot_id',
  'messenger',
  'phone',
  'telegram_id',
  'status',
  'grant_type',
  'client_id',
  '__proto__',
  'constructor',
  'toString',
)
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e300,
    4400101,
    4396818,
    4400117,
    4400113,
    4400106,
    3692602,
    Number(someId),
    'PHONE',
    '',
    'WORK',
    'companies',
    'whatsapp',
    {},
    [],
  ),
  fc.string({ maxLength: 12 }),
  fc.integer(),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(known, tie('tree'), { maxKeys: 5 }),
  ),
}))
const body = fc.oneof(
  { weight: 6, arbitrary: tree.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: tree.map((value) => JSON.stringify([value])) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: query },
)

describe('a thousand malformed requests', () => {
  it(
    'never crash the mock and never get a 500',
    async () => {
      let sent = 0
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...paths),
          fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT'),
          query,
          body,
          fc.constantFrom(
            'application/json',
            'application/x-www-form-urlencoded',
            'text/plain',
            '',
          ),
          async (path, method, text, payload, type) => {
            sent += 1
            const headers = type === '' ? {} : { 'content-type': type }
            const payloadSent = method === 'GET' ? undefined : payload
            const { status } = await send(method, `${path}?${text}`, payloadSent, headers)
            expect(status).toBeLessThan(500)
          },
        ),
        { numRuns: runs(1000) },
      )
      expect(sent).toBe(runs(1000))
      expect((await get('/api/v4/contacts')).status).toBe(200)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    },
    timeLimit(20_000),
  )
})
