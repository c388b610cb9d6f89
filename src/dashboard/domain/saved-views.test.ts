import { expect, it } from 'vitest'
import { readViews } from './saved-views.ts'
import { writeViews } from './view-changes.ts'

it('reads the other views where one was stored by another version, and keeps that one', () => {
  const newer = { name: 'Later', address: { search: 'x' } }
  const vip = { name: 'VIP', address: 'search=vip' }
  localStorage.setItem('views.main', JSON.stringify([vip, newer, null]))
  expect(readViews('main')).toEqual([vip])
  const own = { name: 'Own', address: '' }
  expect(writeViews('main', [vip, own])).toBe(true)
  expect(readViews('main')).toEqual([vip, own])
  expect(JSON.parse(localStorage.getItem('views.main') ?? '')).toContainEqual(newer)
})

it.each(['{"0":1}', '[', 'null', '"x"', '1'])('takes %s for no views', (stored) => {
  localStorage.setItem('views.main', stored)
  expect(readViews('main')).toEqual([])
})
