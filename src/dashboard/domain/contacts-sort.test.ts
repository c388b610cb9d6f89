import { describe, expect, it } from 'vitest'
import { fieldKey } from '#contract/model/attribute.ts'
import { canSortBy, sortByHead } from './contacts-sort.ts'

describe('a press on the head of a column', () => {
  it.each([
    ['sorts by it alone', 'name', 'company', 'company'],
    ['starts with the latest for times', 'name', 'updatedAt', '-updatedAt'],
    ['reverses the only one', 'name', 'name', '-name'],
    ['reverses the only one back', '-createdAt', 'createdAt', 'createdAt'],
    ['leaves one of several alone as it is', '-updatedAt,-name', 'name', '-name'],
    ['sorts where nothing was sorted', undefined, 'name', 'name'],
    ['replaces an order that is none', 'price', 'name', 'name'],
  ] as const)('%s', (_, sort, field, expected) => {
    expect(sortByHead(sort, field, false, 3)).toBe(expected)
    expect(sortByHead(sort, field, false, 1)).toBe(expected)
  })

  it.each([
    ['adds it as the last', 'name', 'company', 3, 'name,company'],
    ['adds a field', '-name,company', fieldKey(77), 3, '-name,company,field:77'],
    ['replaces the last one of the most', 'name,company,-id', 'emails', 3, 'name,company,emails'],
    ['reverses it where it stands', 'name,company,id', 'company', 3, 'name,-company,id'],
    ['reverses a time where it stands', '-updatedAt,name', 'updatedAt', 3, 'updatedAt,name'],
    ['removes what was reversed', 'name,-company,id', 'company', 3, 'name,id'],
    ['removes a time that was reversed', 'updatedAt,name', 'updatedAt', 3, 'name'],
    ['never removes the only one', '-name', 'name', 3, 'name'],
    ['sorts by it alone if one is all', 'name', 'company', 1, 'company'],
    ['sorts where nothing was sorted', undefined, 'name', 3, 'name'],
  ] as const)('with Shift %s', (_, sort, field, max, expected) => {
    expect(sortByHead(sort, field, true, max)).toBe(expected)
  })
})

it.each([
  ['name', true, true],
  ['company', false, false],
  ['field:77', false, true],
  ['constructor', false, false],
])('sorts by %s if the source does', (key, live, copy) => {
  expect(canSortBy(key, { sorts: ['name'], sortsFields: false, maxSorts: 1 })).toBe(live)
  expect(canSortBy(key, { sorts: ['name'], sortsFields: true, maxSorts: 3 })).toBe(copy)
})
