import { expect, it } from 'vitest'
import { legacyAccount, legacyField } from '#contract/upstream/amo-v2/account.ts'
import { legacyContact } from '#contract/upstream/amo-v2/contacts.ts'
import { unreadableIn } from '#contract/upstream/lenient.ts'
import { linkedIds } from './read-translation.ts'
import { toContactField } from './value-reader.ts'
import { toFieldDefinition } from './field-kinds.ts'

const phone = { id: '4396818', name: 'Телефон', field_type: '8', is_system: true }
const kinds = { 3_685_087: 'WORK', 3_685_088: 'WORKDD', 3_685_089: 'MOB' }

it.each([
  [
    'lists',
    {
      contacts: [
        {
          ...phone,
          enums: [
            { id: 3_685_087, value: 'WORK' },
            { id: 3_685_088, value: 'WORKDD' },
            { id: 3_685_089, value: 'MOB' },
          ],
        },
      ],
    },
  ],
  ['maps', { contacts: { 4_396_818: { ...phone, enums: kinds } } }],
])(
  'reads the fields of an account that are %s, and recognizes a phone without its code',
  (_, custom_fields) => {
    const account = legacyAccount.parse({ _embedded: { custom_fields, users: [] } })
    const [field] = (account._embedded?.custom_fields?.contacts?.items ?? []).map(toFieldDefinition)
    expect(field).toEqual({
      id: 4_396_818,
      name: 'Телефон',
      code: 'PHONE',
      kind: 'contactPoints',
      isMany: true,
      isMultiline: false,
      role: 'phones',
      options: Object.entries(kinds).map(([id, code]) => ({ id: Number(id), label: code, code })),
      currency: null,
      isReadOnly: false,
      sourceType: 'multitext',
      maxLength: 256,
    })
  },
)

it('reads every representation of an empty value in PHP', () => {
  const dates = { created_at: 1, updated_at: 1 }
  for (const empty of [{}, [], null, undefined, '', false]) {
    const contact = legacyContact.parse({
      id: 5,
      ...dates,
      company: empty,
      leads: empty,
      customers: empty,
      tags: empty,
      custom_fields: empty,
    })
    expect(contact.company ?? undefined).toBeUndefined()
    expect(linkedIds(contact.leads)).toEqual([])
    expect(linkedIds(contact.customers)).toEqual([])
    expect(contact.tags?.items ?? []).toEqual([])
    expect(contact.custom_fields?.items ?? []).toEqual([])
    expect(unreadableIn(contact)).toEqual([])
  }
  const one = legacyContact.parse({
    id: '5',
    ...dates,
    leads: { id: '7' },
    customers: { id: { 0: 8 } },
  })
  expect([one.id, linkedIds(one.leads), linkedIds(one.customers)]).toEqual([5, [7], [8]])
})

it.each([
  [6, '2022-05-12 00:00:00', { kind: 'date', value: '2022-05-12' }],
  [6, '2022/05/12', { kind: 'date', value: '2022-05-12' }],
  [14, 1_652_302_800, { kind: 'date', value: '2022-05-12' }],
  [3, '1', { kind: 'flag', value: true }],
  [3, 0, { kind: 'flag', value: false }],
  [3, 'maybe', { kind: 'unknown', values: ['maybe'] }],
  [19, '2022-05-12 10:00:00', { kind: 'unknown', values: ['2022-05-12 10:00:00'] }],
  [16, { id: 1 }, { kind: 'unknown', values: ['{"id":1}'] }],
])('reads a field of type %i that holds %o', (field_type, content, value) => {
  const definition = toFieldDefinition({ id: 1, name: 'x', field_type })
  const field = toContactField({ id: 1, values: [{ value: content }] }, definition, 'Europe/Moscow')
  expect(field?.field.value).toEqual(value)
})

it('keeps a custom kind of phone by its ID', () => {
  const enums = [
    { id: 3101, value: 'WORK' },
    { id: 3199, value: 'WhatsApp мамы' },
  ]
  const definition = toFieldDefinition(
    legacyField.parse({ id: 1, name: 'x', field_type: 8, enums }),
  )
  const values = ['3101', '3199', 'MOB'].map((kind) => ({ value: '+7', enum: kind }))
  expect(toContactField({ id: 1, values }, definition, 'UTC')?.field.value).toEqual({
    kind: 'contactPoints',
    items: [
      { value: '+7', kind: 'WORK', kindId: 3101 },
      { value: '+7', kind: null, kindId: 3199 },
      { value: '+7', kind: 'MOB', kindId: null },
    ],
  })
})
