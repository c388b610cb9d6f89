import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalisePhones } from './phone-normalisation.ts'
import { phoneKey } from './search-key.ts'
import type { Value } from './value.ts'

const phones = (...values: string[]): Value => ({
  kind: 'contactPoints',
  items: values.map((value, index) => ({
    value,
    kind: index % 2 ? 'MOB' : 'WORK',
    kindId: 100 + index,
  })),
})

it('changes what is certain, and keeps order, kinds and extensions', () => {
  const before = phones('8 (495) 000-10-12 доб. 105', '105', '+7 916 555-01-01', '+79165550102')
  const { value, changed, left } = normalisePhones(before, 'RU')
  expect(value).toEqual(phones('+74950001012 доб. 105', '105', '+79165550101', '+79165550102'))
  expect(changed.map(({ to }) => to)).toEqual(['+74950001012 доб. 105', '+79165550101'])
  expect(left).toEqual([{ text: '105', reason: 'unclear' }])
})

it.each([
  ['8 916 555-01-01', null, 'unclear'],
  ['8 916 555-01-01 мама', 'RU', 'unclear'],
  ['80291234567', 'RU', 'unclear'],
  ['нет', 'RU', 'not_whole'],
  ['7,91655E+10', 'RU', 'not_whole'],
  ['12345', 'RU', 'not_whole'],
  ['89161234567, 89161234568', 'RU', 'not_whole'],
])('leaves %s in %s: %s', (text, country, reason) => {
  const before = phones(text)
  expect(normalisePhones(before, country)).toEqual({
    value: before,
    changed: [],
    left: [{ text, reason }],
  })
})

it('writes no phone of a contact twice', () => {
  const before = phones('8 916 555-01-01', '+79165550101', '7 916 5550101')
  const { value, left } = normalisePhones(before, 'RU')
  expect(value).toEqual(before)
  expect(left.map(({ reason }) => reason)).toEqual(['repeated', 'repeated'])
})

it('changes no number to another one, and nothing twice', () => {
  const gap = fc.constantFrom('', ' ', '-', ' (', ') ')
  const number = fc
    .tuple(fc.constantFrom('8', '+7', '7', ''), fc.stringMatching(/^[3489]\d{9}$/), gap, gap)
    .map(([prefix, digits, a, b]) => `${prefix}${a}${digits.slice(0, 3)}${b}${digits.slice(3)}`)
  fc.assert(
    fc.property(number, (text) => {
      const once = normalisePhones(phones(text), 'RU')
      expect(once.changed.map(({ to }) => phoneKey(to))).toEqual(
        once.changed.map(() => phoneKey(text)),
      )
      expect(normalisePhones(once.value, 'RU').changed).toEqual([])
    }),
  )
})
