import { expect, it } from 'vitest'
import type { FieldContent } from '#contract/api/fields.ts'
import { contentValue, localMoment } from './export-values.ts'
import { headersOf } from './export-headers.ts'
import type { ExportLabels } from './export-labels.ts'

const labels: ExportLabels = {
  column: (id) => `<${id}>`,
  yes: 'Yes',
  no: 'No',
  company: (id) => `Company ${id}`,
  user: (id) => `User ${id}`,
  legalKey: (code) => ({ name: 'Name', entity_type: 'Entity type' })[code] ?? code,
  legalType: (code) => ({ '2': 'Company' })[code] ?? code,
}

it.each<[FieldContent, string]>([
  [{ kind: 'text', values: ['a', 'b'] }, 'a, b'],
  [{ kind: 'link', values: ['https://a.example'] }, 'https://a.example'],
  [{ kind: 'number', value: '-1234567.50' }, '-1234567.50'],
  [{ kind: 'money', value: '1000000.5', currency: 'RUB' }, '1000000.5'],
  [{ kind: 'checkbox', value: true }, 'Yes'],
  [{ kind: 'checkbox', value: false }, 'No'],
  [{ kind: 'date', value: '1990-01-31' }, '1990-01-31'],
  [{ kind: 'options', labels: ['Мебель', 'Сервис'] }, 'Мебель, Сервис'],
  [
    {
      kind: 'multitext',
      values: [
        { value: '+7495', kind: 'WORK' },
        { value: '+7916', kind: null },
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
      kind: 'legalEntity',
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
  [{ kind: 'file', files: [{ name: 'a.pdf', bytes: 1 }] }, 'a.pdf'],
  [{ kind: 'unknown', values: ['{"a":1}'] }, '{"a":1}'],
])('writes %j', (content, text) => {
  expect(contentValue(content, labels)).toBe(text)
})

it('writes times in the time zone of the browser', () => {
  const moment = new Date(2026, 10, 5, 7, 8, 9)
  const content: FieldContent = { kind: 'dateTime', value: moment.toISOString() }
  expect(contentValue(content, labels)).toBe('2026-11-05 07:08:09')
  expect(localMoment(null)).toBe('')
})

it('names a currency in the header, and an id where a name is repeated', () => {
  const field = { code: null, type: 'text', options: [], currency: null, isReadOnly: false }
  const definitions = [
    { ...field, id: 1, name: 'Note' },
    { ...field, id: 2, name: 'Note' },
    { ...field, id: 3, name: 'Sum', currency: 'RUB' },
  ]
  expect(headersOf(['name', 'f1', 'f2', 'f3', 'f9'], definitions, labels)).toEqual([
    '<name>',
    'Note (1)',
    'Note (2)',
    'Sum, RUB',
    '9',
  ])
})
