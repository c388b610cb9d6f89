import { expect, it } from 'vitest'
import { typedContact } from './typed-contact.ts'

it.each([
  ['Вера Ковалёва', { name: 'Вера Ковалёва' }],
  ['+7 916 555-01-01', { phone: '+7 916 555-01-01' }],
  ['8 (916) 555‑01‑01', { phone: '8 (916) 555‑01‑01' }],
  ['5550101', { phone: '5550101' }],
  ['vera@example.ru', { email: 'vera@example.ru' }],
  ['Вера +7 916 555-01-01', { name: 'Вера', phone: '+7 916 555-01-01' }],
  ['89165550101 Вера', { name: 'Вера', phone: '89165550101' }],
  ['Вера vera@example.ru', { name: 'Вера', email: 'vera@example.ru' }],
  ['ООО 42', { name: 'ООО 42' }],
  ['4276', { name: '4276' }],
  ['x12345', { name: 'x12345' }],
])('reads %s', (text, expected) => {
  expect(typedContact(text)).toEqual(expected)
})
