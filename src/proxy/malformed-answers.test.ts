import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildStack } from '#testing/stack.ts'
import { runs } from '#testing/soak.ts'

const list = '/api/sources/main/contacts'

/** Malformed text of every kind, sent accidentally or on purpose. */
const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '-1',
    '0',
    '1e9',
    '0x10',
    'NaN',
    'null',
    '__proto__',
    '../..',
    '%',
    '\u0000',
  ),
  fc.integer({ max: 0 }).map(String),
  fc.double().map((n) => `${n}.5`),
)
/** JSON that is not a list of contacts. */
const badBody = fc.oneof(
  fc
    .jsonValue()
    .filter((value) => !isPlausible(value))
    .map((value) => JSON.stringify(value)),
  fc.string().filter((text) => !isJson(text)),
  fc
    .record({ items: fc.array(fc.record({ nme: junk }), { minLength: 1, maxLength: 3 }) })
    .map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '{"items":[{"name":5}]}',
    '{"items":[{"id":-1}]}',
    '{"items":[{"__proto__":{}}]}',
    '['.repeat(2000),
  ),
)

type Sent = { method: string; url: string; payload?: string; type?: string }

const encoded = junk.map((text) => encodeURIComponent(text.toWellFormed()))
const badQuery = fc
  .tuple(
    fc.constantFrom(
      'page',
      'size',
      'sort',
      'ids',
      'responsible',
      'created',
      'updated',
      'fields',
      'bot',
    ),
    encoded,
  )
  .filter(([name, value]) => !isFine(name, decodeURIComponent(value)))
  .map(([name, value]): Sent => ({ method: 'GET', url: `${list}?${name}=${value}` }))
const unknownQuery = fc
  .tuple(fc.stringMatching(/^[a-z]{1,12}$/), encoded)
  .map(([name, value]): Sent => ({ method: 'GET', url: `${list}?x-${name}=${value}` }))
const badId = encoded
  .filter((id) => !/^\d{1,16}$/.test(id) && id !== '' && id !== '.' && id !== '..')
  .map((id): Sent => ({ method: 'GET', url: `${list}/${id}` }))
const badWrite = fc
  .tuple(
    fc.constantFrom('POST', 'PATCH'),
    badBody,
    fc.constantFrom('application/json', 'text/plain'),
  )
  .map(([method, payload, type]): Sent => ({ method, url: list, payload, type }))
const badPlace = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    fc.array(encoded, { minLength: 1, maxLength: 4 }),
  )
  .map(([method, parts]): Sent => ({ method, url: `/api/x-${parts.join('/')}` }))
const badMethod = fc
  .constantFrom('PUT', 'DELETE')
  .map((method): Sent => ({ method, url: list, payload: '{}', type: 'application/json' }))

it('rejects a thousand malformed requests, and forwards none of them', async () => {
  const { mock, proxy } = buildStack({ contacts: 1 })
  const malformed = fc.oneof(badQuery, unknownQuery, badId, badWrite, badPlace, badMethod)
  await fc.assert(
    fc.asyncProperty(malformed, async ({ method, url, payload, type }) => {
      const answer = await proxy.inject({
        method: method as 'GET', // light-my-request requires the literal type
        url,
        headers: { origin: 'http://localhost:80', ...(type && { 'content-type': type }) },
        ...(payload !== undefined && { payload }),
      })
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) })
      expect(mock.received.all()).toEqual([])
    }),
    { numRuns: runs(1000) },
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Whether the value may be a valid write: an object with a list of objects. */
const isPlausible = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'items' in value

/** Whether the filter accepts the value, as the generator may produce valid ones. */
function isFine(name: string, value: string): boolean {
  if (['page', 'size', 'bot'].includes(name)) return /^\d{1,16}$/.test(value)
  if (['ids', 'responsible'].includes(name)) return /^\d+(,\d+)*$/.test(value)
  return false
}
