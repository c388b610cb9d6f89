import { expect, it } from 'vitest'
import { toContactField } from './value-reader.ts'

const money = { id: 5, name: 'Sum', code: null, isMany: false, isMultiline: false, role: null }
const definitions = [
  {
    ...money,
    kind: 'money' as const,
    options: [],
    currency: 'RUB',
    isReadOnly: false,
    sourceType: 'monetary',
    maxLength: null,
  },
]
const moscow = { definitions, timeZone: 'Europe/Moscow' }

type Values = { value?: unknown; enum_id?: number; enum_code?: string | null; enum?: string }[]

/** The account reports the definition of field 5 and none for field 6. */
const read = (type: string, values: unknown, context = moscow) => {
  const id = type === 'monetary' ? 5 : 6
  return toContactField({ field_id: id, field_name: 'Sum', field_type: type, values }, context)
}
const valueOf = (type: string, values: unknown, context = moscow) =>
  read(type, values, context)?.field.value

it.each<[string, Values, object]>([
  ['text', [{ value: 'CEO' }], { kind: 'text', values: ['CEO'] }],
  ['numeric', [{ value: '12.5' }], { kind: 'number', value: '12.5' }],
  ['numeric', [{ value: '4276380012345678901' }], { kind: 'number', value: '4276380012345678901' }],
  ['monetary', [{ value: '100.50' }], { kind: 'money', value: '100.50', currency: 'RUB' }],
  ['checkbox', [{ value: true }], { kind: 'flag', value: true }],
  ['checkbox', [{ value: '0' }], { kind: 'flag', value: false }],
  ['url', [{ value: 'https://a.example' }], { kind: 'url', values: ['https://a.example'] }],
  [
    'select',
    [{ value: 'Базовый', enum_id: 4202, enum_code: 'base' }],
    { kind: 'choice', options: [{ id: 4202, code: 'base', label: 'Базовый' }] },
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
      kind: 'companyDetails',
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
    { kind: 'files', items: [{ name: 'a.pdf', bytes: 1234 }] },
  ],
])('reads %s', (type, values, value) => {
  expect(valueOf(type, values)).toEqual(value)
})

it('reads the kind of a phone from the new key and from the old one', () => {
  const newer = valueOf('multitext', [{ value: '+7', enum_id: 1, enum_code: 'MOB' }])
  const older = valueOf('multitext', [{ value: '+7', enum_id: 1, enum: 'MOB' }])
  expect(newer).toEqual({
    kind: 'contactPoints',
    items: [{ value: '+7', kind: 'MOB', kindId: 1 }],
  })
  expect(older).toEqual(newer)
})

it('keeps the ID of a custom kind, which has no code', () => {
  const values = [
    { value: '+79990001101', enum_id: 3101, enum_code: 'WORK' },
    { value: '+79990001102', enum_id: 3199, enum_code: null },
  ]
  expect(valueOf('multitext', values)).toEqual({
    kind: 'contactPoints',
    items: [
      { value: '+79990001101', kind: 'WORK', kindId: 3101 },
      { value: '+79990001102', kind: null, kindId: 3199 },
    ],
  })
})

it('loses no phone because of an odd one beside it', () => {
  const values = [{ value: '+7', enum_id: 1 }, { value: null }, { value: { a: 1 } }, null, 5]
  expect(read('multitext', values)).toMatchObject({
    field: { value: { items: [{ value: '+7' }, { value: '{"a":1}' }, { value: '5' }] } },
    isUnreadable: true,
  })
})

it('uses the day of the account, not of the server', () => {
  const midnightInMoscow = Date.UTC(2026, 1, 28, 21) / 1000
  const value = { kind: 'date', value: '2026-03-01' }
  expect(valueOf('birthday', [{ value: midnightInMoscow }])).toEqual(value)
  expect(valueOf('date', [{ value: '2026-03-01T00:00:00+03:00' }])).toEqual(value)
  const brazil = { definitions, timeZone: 'America/Sao_Paulo' }
  expect(valueOf('birthday', [{ value: 562_129_200 }], brazil)).toEqual({
    kind: 'date',
    value: '1987-10-25',
  })
})

it('returns an invalid day unchanged', () => {
  const value = { kind: 'unknown', values: ['-62135596800'] }
  expect(valueOf('birthday', [{ value: -62_135_596_800 }])).toEqual(value)
  expect(valueOf('date_time', [{ value: 999_999_999_999 }])?.kind).toBe('unknown')
})

it('returns values of an unknown type unchanged, with the name of the type', () => {
  expect(read('chained_list', [{ value: { catalog_id: 1 } }])).toMatchObject({
    field: {
      kind: 'unknown',
      sourceType: 'chained_list',
      value: { kind: 'unknown', values: ['{"catalog_id":1}'] },
    },
    isUnreadable: false,
  })
  expect(valueOf('checkbox', [{ value: 'yes' }])).toEqual({ kind: 'unknown', values: ['yes'] })
  expect(valueOf('legal_entity', [{ value: { name: 'a', more: { a: 1 } } }])?.kind).toBe('unknown')
})

it.each([
  ['a list with holes', { 1: { value: 'a' } }, { kind: 'text', values: ['a'] }],
  ['a number for a text', [{ value: 5 }], { kind: 'text', values: ['5'] }],
  ['a text for a list', 'abc', { kind: 'unknown', values: ['abc'] }],
  ['true for a list', true, { kind: 'unknown', values: ['true'] }],
  ['a text for a value', ['abc'], { kind: 'unknown', values: ['abc'] }],
  ['a list for a text', [{ value: [1] }], { kind: 'unknown', values: ['[1]'] }],
  ['an odd option', [{ value: 'a', enum_id: 'x' }], { kind: 'unknown', values: ['a'] }],
])('reads a field with %s, and reports whether it could be read', (_, values, value) => {
  expect(read('text', values)).toMatchObject({
    field: { value },
    isUnreadable: value.kind === 'unknown',
  })
})

it.each([[null], [undefined], [[]], [{}], [''], [false], [[null]], [[{}]], [[{ value: '' }]]])(
  'reads %o as an empty field',
  (values) => expect(read('text', values)).toBeUndefined(),
)

it('uses the kind of the definition if the response has no readable type', () => {
  const values = [{ value: '100.50' }]
  const field = { field_id: 5, field_name: null, field_type: null, values }
  expect(toContactField(field, moscow)).toMatchObject({
    field: { name: 'Sum', kind: 'money', value: { kind: 'money', value: '100.50' } },
    isUnreadable: false,
  })
})

it('is not affected by names of properties of every JavaScript object', () => {
  expect(valueOf('toString', [{ value: { toString: 1 } }])).toEqual({
    kind: 'unknown',
    values: ['{"toString":1}'],
  })
})
