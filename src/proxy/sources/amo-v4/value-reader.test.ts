import { expect, it } from 'vitest'
import { toContent } from './value-reader.ts'

const moscow = { timeZone: 'Europe/Moscow', currency: 'RUB' }

it.each([
  ['text', [{ value: 'CEO' }], { kind: 'text', values: ['CEO'] }],
  ['numeric', [{ value: '12.5' }], { kind: 'number', value: '12.5' }],
  ['monetary', [{ value: '100.50' }], { kind: 'money', value: '100.50', currency: 'RUB' }],
  ['checkbox', [{ value: true }], { kind: 'checkbox', value: true }],
  ['url', [{ value: 'https://a.example' }], { kind: 'link', values: ['https://a.example'] }],
  [
    'select',
    [{ value: 'Базовый', enum_id: 4202, enum_code: null }],
    { kind: 'options', labels: ['Базовый'] },
  ],
  [
    'smart_address',
    [{ value: 'Москва', enum_id: 3, enum_code: 'city' }],
    { kind: 'address', parts: [{ part: 'city', value: 'Москва' }] },
  ],
  [
    'legal_entity',
    [{ value: { name: 'ООО', entity_type: 2, vat_id: '77', kpp: null } }],
    {
      kind: 'legalEntity',
      entities: [
        [
          { key: 'name', value: 'ООО' },
          { key: 'entity_type', value: '2' },
          { key: 'vat_id', value: '77' },
        ],
      ],
    },
  ],
  [
    'file',
    [{ value: { file_uuid: 'u', version_uuid: 'v', file_name: 'a.pdf', file_size: 1234 } }],
    { kind: 'file', files: [{ name: 'a.pdf', bytes: 1234 }] },
  ],
])('reads %s', (type, values, content) => {
  expect(toContent(type, values, moscow)).toEqual(content)
})

it('reads a phone by the new key of its kind and by the old one', () => {
  const newer = toContent('multitext', [{ value: '+7', enum_id: 1, enum_code: 'MOB' }], moscow)
  const older = toContent('multitext', [{ value: '+7', enum_id: 1, enum: 'MOB' }], moscow)
  expect(newer).toEqual({ kind: 'multitext', values: [{ value: '+7', kind: 'MOB' }] })
  expect(older).toEqual(newer)
})

it('keeps the day of the account, not of the server', () => {
  const midnightInMoscow = Date.UTC(2026, 1, 28, 21) / 1000
  const content = { kind: 'date', value: '2026-03-01' }
  expect(toContent('birthday', [{ value: midnightInMoscow }], moscow)).toEqual(content)
  expect(toContent('date', [{ value: '2026-03-01T00:00:00+03:00' }], moscow)).toEqual(content)
})

it('shows a day that no calendar writes as it came', () => {
  const content = { kind: 'unknown', values: ['-62135596800'] }
  expect(toContent('birthday', [{ value: -62_135_596_800 }], moscow)).toEqual(content)
  expect(toContent('date_time', [{ value: 999_999_999_999 }], moscow).kind).toBe('unknown')
})

it('keeps unknown values unchanged', () => {
  const values = [{ value: { catalog_id: 1 } }]
  const content = { kind: 'unknown', values: ['{"catalog_id":1}'] }
  expect(toContent('chained_list', values, moscow)).toEqual(content)
  expect(toContent('checkbox', [{ value: 'yes' }], moscow)).toEqual({
    kind: 'unknown',
    values: ['yes'],
  })
})
