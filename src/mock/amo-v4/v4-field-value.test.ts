import { expect, it } from 'vitest'
import { contactFields } from '#mock/seed/seed-fields.ts'
import { readValue } from './v4-field-value.ts'
import { createIssues } from './v4-item-issues.ts'

function readItem(type: string, item: unknown, code?: string) {
  const field = contactFields.find(
    (candidate) => candidate.type === type && (!code || candidate.code === code),
  )
  if (!field) throw new Error(`No field of type ${type}`)
  const issues = createIssues()
  const value = readValue(item, field, 'v', issues)
  return issues.errors.length > 0
    ? issues.errors.map((error) => `${error.code} ${error.path}`)
    : value
}

const day = Date.UTC(2026, 1, 28, 21) / 1000 // the first of March in Moscow
const address = { enum_id: 3692653, enum_code: 'city' }
const legal = { name: 'ООО «Ромашка»', entity_type: 2, vat_id: '7701234567', kpp: '770101001' }
const file = { file_uuid: 'a', version_uuid: 'b', file_name: 'a.pdf', file_size: 1234 }

it.each([
  ['text', { value: 'Директор' }, { value: 'Директор' }],
  ['text', { value: 5 }, { value: '5' }],
  ['text', { value: '' }, undefined],
  ['numeric', { value: 12.5 }, { value: '12.5' }],
  ['numeric', { value: '-7' }, { value: '-7' }],
  ['monetary', { value: '100.50' }, { value: '100.50' }],
  ['textarea', { value: 'a\nb' }, { value: 'a\nb' }],
  ['checkbox', { value: true }, { value: true }],
  ['checkbox', { value: '0' }, { value: false }],
  ['url', { value: 'https://example.ru/a?b=c' }, { value: 'https://example.ru/a?b=c' }],
  ['date', { value: '2026-03-01T00:00:00+03:00' }, { value: day }],
  ['date', { value: day + 4000 }, { value: day }],
  ['birthday', { value: String(day + 1) }, { value: day }],
  [
    'date_time',
    { value: '2026-03-01T10:20:30Z' },
    { value: Date.UTC(2026, 2, 1, 10, 20, 30) / 1000 },
  ],
  ['select', { value: 'Базовый' }, { value: 'Базовый', enum_id: 3692602, enum_code: 'base' }],
  [
    'select',
    { enum_id: 3692602, enum_code: null },
    { value: 'Базовый', enum_id: 3692602, enum_code: 'base' },
  ],
  ['radiobutton', { enum_code: 'en' }, { value: 'English', enum_id: 3692612, enum_code: 'en' }],
  [
    'multiselect',
    { enum_id: '3692673' },
    { value: 'Освещение', enum_id: 3692673, enum_code: null },
  ],
  ['multitext', { value: '+7999' }, { value: '+7999', enum_id: 3685087, enum_code: 'WORK' }],
  [
    'multitext',
    { value: '+7999', enum_id: 3685089 },
    { value: '+7999', enum_id: 3685089, enum_code: 'MOB' },
  ],
  ['smart_address', { value: 'Москва', enum_code: 'city' }, { value: 'Москва', ...address }],
  ['streetaddress', { value: 'Ленина, 1' }, { value: 'Ленина, 1' }],
  ['legal_entity', { value: legal }, { value: legal }],
  ['file', { value: file }, { value: file }],
])('accepts a valid value of type %s: %o', (type, item, result) => {
  expect(readItem(type, item)).toEqual(result)
})

it.each([
  ['text', { value: {} }, 'InvalidType v.value'],
  ['text', { value: 'x'.repeat(257) }, 'TooLong v.value'],
  ['text', 'bare', 'InvalidType v'],
  ['numeric', { value: 'many' }, 'InvalidType v.value'],
  ['monetary', { value: '1,5' }, 'InvalidType v.value'],
  ['checkbox', { value: 'yes' }, 'InvalidType v.value'],
  ['url', { value: 'not a url' }, '57c2f299-1154-4870-89bb-ef3b1f5ad229 v.value'],
  ['url', { value: `https://example.ru/${'x'.repeat(2000)}` }, 'TooLong v.value'],
  ['date', { value: '01.03.2026' }, 'InvalidFormat v.value'],
  ['birthday', { value: true }, 'InvalidFormat v.value'],
  ['select', { value: 'Нет такого' }, 'NotSupportedChoice v.value'],
  ['select', { enum_id: 1 }, 'NotSupportedChoice v.enum_id'],
  ['select', { enum_id: 3692602, value: 'Старт' }, 'NotSupportedChoice v.value'],
  ['select', {}, 'FieldMissing v.value'],
  ['multitext', { value: '+7', enum_code: 'NOPE' }, 'NotSupportedChoice v.enum_code'],
  ['multitext', { value: '+7', enum: 'WORK' }, 'FieldNotExpected v.enum'],
  ['smart_address', { value: 'Москва' }, 'FieldMissing v.enum_code'],
  ['legal_entity', { value: { vat_id: '1' } }, 'FieldMissing v.value.name'],
  [
    'legal_entity',
    { value: { ...legal, entity_type: 3 } },
    'NotSupportedChoice v.value.entity_type',
  ],
  ['legal_entity', { value: { ...legal, foreign: 1 } }, 'FieldNotExpected v.value.foreign'],
  ['file', { value: { file_name: 'a.pdf' } }, 'FieldMissing v.value.file_uuid'],
])('rejects an invalid value of type %s: %o', (type, item, error) => {
  expect(readItem(type, item)).toEqual([error])
})

it('gives an IM account without an option the option OTHER', () => {
  expect(readItem('multitext', { value: 'me' }, 'IM')).toMatchObject({ enum_code: 'OTHER' })
})
