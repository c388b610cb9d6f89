import { expect, it } from 'vitest'
import { amoField } from '#contract/upstream/amo-v4/fields.ts'
import { toFieldDefinition } from './field-kinds.ts'

const field = (type: string, more: object = {}) =>
  toFieldDefinition(amoField.parse({ id: 9001, name: 'x', type, ...more }))

it.each([
  ['text', 'text', 256],
  ['textarea', 'text', 65_535],
  ['streetaddress', 'text', 256],
  ['url', 'url', 2000],
  ['numeric', 'number', null],
  ['monetary', 'money', null],
  ['checkbox', 'flag', null],
  ['birthday', 'date', null],
  ['date_time', 'dateTime', null],
  ['radiobutton', 'choice', null],
  ['multitext', 'contactPoints', 256],
  ['smart_address', 'address', 256],
  ['legal_entity', 'companyDetails', null],
  ['file', 'files', null],
  ['chained_list', 'unknown', null],
  ['of tomorrow', 'unknown', null],
])('converts %s to a field of kind %s with at most %s characters', (type, kind, maxLength) => {
  expect(field(type)).toMatchObject({ kind, maxLength, sourceType: type })
})

it('recognizes which fields have several values and which several lines', () => {
  const many = ['multiselect', 'multitext'].map((type) => field(type).isMany)
  expect(many).toEqual([true, true])
  expect(['select', 'smart_address', 'textarea'].map((type) => field(type).isMany)).toEqual([
    false,
    false,
    false,
  ])
  expect(field('textarea').isMultiline).toBe(true)
  expect(field('text').isMultiline).toBe(false)
})

it('recognizes phones and e-mails by their codes, and messengers as neither', () => {
  const roles = ['PHONE', 'EMAIL', 'IM', null].map((code) => field('multitext', { code }).role)
  expect(roles).toEqual(['phones', 'emails', null, null])
  expect(field('text', { code: 'PHONE' }).role).toBeNull()
})

it('uses the label of a predefined kind of phone as its code, and of no other', () => {
  const enums = [
    { id: 3101, value: 'WORK' },
    { id: 3199, value: 'WhatsApp мамы' },
  ]
  expect(field('multitext', { enums }).options).toEqual([
    { id: 3101, label: 'WORK', code: 'WORK' },
    { id: 3199, label: 'WhatsApp мамы', code: null },
  ])
  expect(field('select', { enums }).options[0]?.code).toBeNull()
})
