import { expect, it } from 'vitest'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { oftenOf, withUse } from './used-attributes.ts'

const known: AttributeKey[] = ['name', 'emails', 'company', 'responsible', 'tags', 'field:7']

it.each([
  ['what is usual at first', {}, ['tags', 'responsible', 'emails']],
  [
    'what was used, before it',
    { company: 1, 'field:7': 3 },
    ['field:7', 'company', 'tags', 'responsible'],
  ],
  ['nothing that the source does not have', { bot: 9 }, ['tags', 'responsible', 'emails']],
])('lists %s', (_what, uses, expected) => {
  expect(oftenOf(uses, known)).toEqual(expected)
})

it('lets former habits fade', () => {
  let uses: Record<string, number> = { name: 60 }
  for (let use = 0; use < 40; use++) uses = withUse(uses, 'company')
  expect(uses['company']).toBeGreaterThan(uses['name'] ?? 0)
})
