import { afterAll, expect, it } from 'vitest'
import { jobRequest } from '#contract/api/jobs.ts'
import type { WhereTerm } from '#contract/api/where.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { buildMirrorStack } from '#testing/mirror-stack.ts'
import { resolveSelection } from './selection-query.ts'

const stack = buildMirrorStack({ contacts: 5 })
afterAll(() => stack.close())

const now = Date.parse('2026-03-31T21:30:00Z') // in Moscow it is April

const request = { key: 'request-1', kind: 'edit', ids: [1], changes: [] }
const asked = (query: object) => {
  const changes = [{ attribute: 'tags', clear: true }]
  return jobRequest.parse({ ...request, changes, query }).query ?? { search: '' }
}
const whereOf = (...terms: WhereTerm[]) => ({ where: JSON.stringify(terms) })

it('means the same on any day', async () => {
  await stack.catchUp()
  const source = stack.mirrored()
  const thisMonth = { key: 'createdAt', op: 'within', period: { unit: 'month', from: 0, to: 0 } }
  const sinceWeek = { key: 'updatedAt', op: 'within', period: { unit: 'day', from: -7 } }
  const filled = { key: 'phones', op: 'filled' }
  const cases: [object, object | undefined][] = [
    [{}, undefined],
    [{ search: '' }, undefined],
    [{ search: ' Ада ' }, { search: 'Ада' }],
    [{ responsible: '5,6' }, { search: '', responsible: [5, 6] }],
    [
      { created: '2026-03-31..2026-03-31' },
      { search: '', created: { from: '2026-03-30T21:00:00.000Z', to: '2026-03-31T20:59:59.000Z' } },
    ],
    [
      { where: JSON.stringify([thisMonth, { any: [sinceWeek, filled] }]) },
      {
        search: '',
        where: [
          { key: 'createdAt', op: 'range', from: '2026-04-01', to: '2026-04-30' },
          { any: [{ key: 'updatedAt', op: 'range', from: '2026-03-25' }, filled] },
        ],
      },
    ],
  ]
  for (const [query, resolved] of cases)
    expect({ query, resolved: await resolveSelection(source, asked(query), now) }).toEqual({
      query,
      resolved,
    })
})

it('rejects what the source cannot compare, and what no contact is to match', async () => {
  const { live } = stack
  const filled = whereOf({ key: 'phones', op: 'filled' })
  await expect(resolveSelection(live, asked(filled), now)).rejects.toThrow(UnsupportedError)
  await expect(resolveSelection(live, asked({ bot: '1' }), now)).rejects.toThrow(UnsupportedError)
  await expect(resolveSelection(live, asked({ search: '\u200B' }), now)).rejects.toThrow(
    InvalidInputError,
  )
  expect(jobRequest.safeParse({ ...request, query: { page: '1' } }).success).toBe(false)
  const create = { key: 'request-1', kind: 'create', rows: [{ changes: [] }], query: {} }
  expect(jobRequest.safeParse(create).success).toBe(false)
})
