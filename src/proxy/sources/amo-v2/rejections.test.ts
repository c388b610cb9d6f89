import { expect, it } from 'vitest'
import { legacyWriteAnswer } from '#contract/upstream/amo-v2/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { toRejection, toResults } from './rejections.ts'

const sent = [
  { requestId: 1, id: 11, fields: [] },
  { requestId: 2, id: 12, fields: ['field:7' as const, 'phones' as const] },
  { requestId: 3, id: 13, fields: ['field:7' as const] },
]
const resultsOf = (embedded: object, kind: 'add' | 'update' = 'update') =>
  toResults(legacyWriteAnswer.parse({ _embedded: embedded }), sent, kind)

it('reads the time of a change in milliseconds, in seconds, or if it is missing', () => {
  const items = [
    { id: 11, updated_at: 1_508_965_200_000 },
    { id: '12', updated_at: '1508965200' },
    { id: 13 },
  ]
  expect(resultsOf({ items })).toEqual([
    { status: 'changed', id: 11, updatedAt: '2017-10-25T21:00:00.000Z' },
    { status: 'changed', id: 12, updatedAt: '2017-10-25T21:00:00.000Z' },
    { status: 'changed', id: 13, updatedAt: null },
  ])
})

it('reads the captured stale response, whose errors are texts by ID', () => {
  const text = 'Last modified date is older than in database'
  expect(
    resultsOf({ items: [{ id: 11 }, { id: 12 }], errors: { update: { 13: text } } }),
  ).toMatchObject([{ status: 'changed' }, { status: 'changed' }, { issues: [{ code: 'stale' }] }])
})

it('reads coded errors that name their item or are in order', () => {
  const items = [{ id: 12, request_id: 2 }]
  const named = [
    { code: 212, id: 13 },
    { code: 202, request_id: 1 },
  ]
  const issues = (errors: object) =>
    resultsOf({ items, errors }).map((r) =>
      r.status === 'rejected' ? [r.issues[0]?.code, r.issues[0]?.message] : r.status,
    )
  expect(issues({ update: named })).toEqual([
    ['forbidden', 'no right to add contacts'],
    'changed',
    ['rejected', 'the contact was not changed'],
  ])
  expect(issues({ update: [{ code: 209 }, { code: 999, error: 'Own words' }] })).toEqual([
    ['rejected', 'ID and time of change are required'],
    'changed',
    ['rejected', 'Own words'],
  ])
})

it('names the affected field only if a single one was sent', () => {
  const update = [1, 2, 3].map((id) => ({ code: 211, request_id: id }))
  expect(
    resultsOf({ items: [], errors: { update } }).map((r) => r.status === 'rejected' && r.issues[0]),
  ).toMatchObject([
    { attribute: null, code: 'no_such_field' },
    { attribute: null, code: 'no_such_field' },
    { attribute: 'field:7', code: 'no_such_field' },
  ])
})

it('finds added items by their order if an older response has no request IDs', () => {
  const items = [{ id: 1 }, { id: 2 }, { id: 3 }]
  expect(resultsOf({ items }, 'add')).toEqual(
    [1, 2, 3].map((id) => ({ status: 'created', id, updatedAt: null })),
  )
  expect(resultsOf({ items, errors: [] }, 'add')).toHaveLength(3)
})

it('throws if an item has no result', () => {
  expect(() => resultsOf({ items: [{ id: 11 }] })).toThrow(SourceError)
  expect(() => resultsOf({ items: [{ id: 1 }, { id: 2 }] }, 'add')).toThrow(/item 0/)
})

it('reads a rejection of the whole request', () => {
  const body = { response: { error: 'Код ошибки 330', error_code: '330' } }
  expect(toRejection(new SourceError('rejected', 'x', { body }), [])).toMatchObject({
    issues: [
      {
        attribute: 'leads',
        code: 'too_many_values',
        message: 'too many linked leads, at most 40',
      },
    ],
  })
  const other = new SourceError('rejected', 'x', { body: { title: 'Bad' } })
  expect(toRejection(other, [])).toBeUndefined()
  expect(toRejection(new SourceError('rate_limited', 'x', { body }), [])).toBeUndefined()
})
