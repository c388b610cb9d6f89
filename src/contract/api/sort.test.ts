import { expect, it } from 'vitest'
import { readSort, sort } from './sort.ts'

it('reads a leading minus as descending', () => {
  expect(readSort('-updatedAt')).toEqual([{ field: 'updatedAt', direction: 'descending' }])
  expect(readSort('name')).toEqual([{ field: 'name', direction: 'ascending' }])
})

it('reads up to three attributes, custom fields among them', () => {
  expect(readSort('company,-field:77,id')).toEqual([
    { field: 'company', direction: 'ascending' },
    { field: 'field:77', direction: 'descending' },
    { field: 'id', direction: 'ascending' },
  ])
})

it('rejects any other field and sign, a fourth attribute and the same twice', () => {
  for (const text of ['price', '+name', '--name', '', '-', 'name,', 'field:0', 'field:-7'])
    expect(sort.safeParse(text).success).toBe(false)
  for (const text of ['name,price', 'name,-name', 'name,id,company,createdAt'])
    expect(sort.safeParse(text).success).toBe(false)
})
