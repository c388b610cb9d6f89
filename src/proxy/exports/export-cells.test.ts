import { expect, it } from 'vitest'
import type { Value } from '#contract/model/value.ts'
import { contactRow } from '#testing/contact-row.ts'
import { exportLabels } from '#testing/export-order.ts'
import { cellOf, cellOfValue, localMoment } from './export-cells.ts'

const options = { labels: exportLabels, timeZone: 'Europe/Moscow', isFirstOnly: false }

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
  [{ kind: 'user', id: 7, name: null }, 'User 7'],
  [{ kind: 'company', id: 8, name: null }, 'Company 8'],
])('writes %j', (content, text) => {
  expect(cellOfValue(content, options)?.text).toBe(text)
})

it.each<[Value, string]>([
  [
    {
      kind: 'contactPoints',
      items: [
        { value: '+7495', kind: 'WORK', kindId: null },
        { value: '+7916', kind: null, kindId: null },
      ],
    },
    '+7495',
  ],
  [{ kind: 'text', values: ['a', 'b'] }, 'a'],
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
])('writes only the first of several, on request: %j', (content, text) => {
  expect(cellOfValue(content, { ...options, isFirstOnly: true })?.text).toBe(text)
})

it.each([
  ['2026-11-05T21:08:09Z', 'Europe/Moscow', '2026-11-06 00:08:09'],
  ['2026-11-05T21:08:00Z', 'Asia/Vladivostok', '2026-11-06 07:08:00'],
  ['2026-07-05T00:00:00Z', 'America/New_York', '2026-07-04 20:00:00'],
])('writes %s by the clocks of %s', (iso, timeZone, local) => {
  expect(localMoment(iso, timeZone)).toBe(local)
  expect(cellOfValue({ kind: 'dateTime', value: iso }, { ...options, timeZone })).toEqual({
    as: 'moment',
    text: local,
  })
})

it('says of a value that it is unknown, which an empty cell would not', () => {
  const contact = contactRow({ id: 1, name: 'Oleg', unknown: ['tags'] })
  expect(cellOf(contact, 'tags', options)?.text).toBe('unknown')
  expect(cellOf(contact, 'phones', options)).toBeNull()
})
