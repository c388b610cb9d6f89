import { expect, it } from 'vitest'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Value } from '#contract/model/value.ts'
import { contactRow } from '#testing/contact-row.ts'
import { cellText, localMoment, valueOf } from './export-values.ts'
import { headersOf } from './export-headers.ts'
import type { ExportLabels } from './export-labels.ts'

const labels: ExportLabels = {
  column: (id) => `<${id}>`,
  unknown: 'unknown',
  yes: 'Yes',
  no: 'No',
  company: (id) => `Company ${id}`,
  user: (id) => `User ${id}`,
  legalKey: (code) => ({ name: 'Name', entity_type: 'Entity type' })[code] ?? code,
  legalType: (code) => ({ '2': 'Company' })[code] ?? code,
}

it.each<[Value, string]>([
  [{ kind: 'text', values: ['a', 'b'] }, 'a, b'],
  [{ kind: 'url', values: ['https://a.example'] }, 'https://a.example'],
  [{ kind: 'number', value: '-1234567.50' }, '-1234567.50'],
  [{ kind: 'money', value: '1000000.5', currency: 'RUB' }, '1000000.5'],
  [{ kind: 'flag', value: true }, 'Yes'],
  [{ kind: 'flag', value: false }, 'No'],
  [{ kind: 'date', value: '1990-01-31' }, '1990-01-31'],
  [
    {
      kind: 'choice',
      options: [
        { id: 1, code: null, label: 'Мебель' },
        { id: null, code: null, label: 'Сервис' },
      ],
    },
    'Мебель, Сервис',
  ],
  [
    {
      kind: 'contactPoints',
      items: [
        { value: '+7495', kind: 'WORK', kindId: null },
        { value: '+7916', kind: null, kindId: null },
      ],
    },
    '+7495, +7916',
  ],
  [
    {
      kind: 'address',
      parts: [
        { part: 'city', value: 'Москва' },
        { part: 'zip', value: '101000' },
      ],
    },
    'Москва, 101000',
  ],
  [
    {
      kind: 'companyDetails',
      entities: [
        [
          { key: 'name', value: 'ООО' },
          { key: 'entity_type', value: '2' },
          { key: 'odd', value: '7' },
        ],
        [{ key: 'name', value: 'ИП' }],
      ],
    },
    'Name: ООО, Entity type: Company, odd: 7; Name: ИП',
  ],
  [{ kind: 'files', items: [{ name: 'a.pdf', bytes: 1 }] }, 'a.pdf'],
  [{ kind: 'unknown', values: ['{"a":1}'] }, '{"a":1}'],
])('writes %j', (content, text) => {
  expect(cellText(content, labels)).toBe(text)
})

it('writes times in the user’s time zone', () => {
  const moment = new Date(2026, 10, 5, 7, 8, 9)
  const content: Value = { kind: 'dateTime', value: moment.toISOString() }
  expect(cellText(content, labels)).toBe('2026-11-05 07:08:09')
  expect(localMoment(null)).toBe('')
})

it('includes the currency in the header, and the ID if a name is repeated', () => {
  const field: Omit<FieldDefinition, 'id' | 'name'> = {
    code: null,
    kind: 'text',
    isMany: false,
    isMultiline: false,
    role: null,
    options: [],
    currency: null,
    isReadOnly: false,
    sourceType: 'text',
    maxLength: null,
  }
  const definitions = [
    { ...field, id: 1, name: 'Note' },
    { ...field, id: 2, name: 'Note' },
    { ...field, id: 3, name: 'Sum', currency: 'RUB' },
  ]
  expect(
    headersOf(['name', 'field:1', 'field:2', 'field:3', 'field:9'], definitions, labels),
  ).toEqual(['<name>', 'Note (1)', 'Note (2)', 'Sum, RUB', '9'])
})

it('says of a value that it is unknown, which an empty cell would not', () => {
  const contact = contactRow({ id: 1, name: 'Oleg', unknown: ['tags'] })
  const exported = (['tags', 'phones'] as const).map((id) => valueOf(id, contact, labels))
  expect(exported).toEqual(['unknown', ''])
})
