import { expect, it } from 'vitest'
import { readSort, sort } from './sort.ts'

it('reads a leading minus as descending', () => {
  expect(readSort('-updatedAt')).toEqual({ field: 'updatedAt', direction: 'descending' })
  expect(readSort('name')).toEqual({ field: 'name', direction: 'ascending' })
})

it('rejects any other field and sign', () => {
  for (const text of ['price', '+name', '--name', '', '-'])
    expect(sort.safeParse(text).success).toBe(false)
})
