import { describe, expect, it } from 'vitest'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { isTypedAsText, parseField } from './field-parsing.ts'
import { printField } from './field-printing.ts'
import { toFieldValues } from './field-writing.ts'

const field = (type: string, labels: string[] = []): FieldDefinition => ({
  id: 1,
  name: type,
  code: null,
  type,
  options: labels.map((label, index) => ({ id: index + 10, label, code: null })),
  currency: null,
  isReadOnly: false,
})
const words = { yes: 'да', no: 'нет' }
const choices = ['Старт', 'Pro; plus', 'Макс']

describe('a text is read by the type of its field', () => {
  it.each([
    ['text', ' Ada ', [{ value: 'Ada' }]],
    ['textarea', 'one\ntwo', [{ value: 'one\ntwo' }]],
    ['numeric', '1 234,50', [{ value: '1234.50' }]],
    ['monetary', '-3', [{ value: '-3' }]],
    ['checkbox', 'Да', [{ value: true }]],
    ['checkbox', '0', [{ value: false }]],
    ['select', 'старт', [{ option: 10 }]],
    ['select', 'Pro; plus', [{ option: 11 }]],
    ['multiselect', 'Старт; макс;', [{ option: 10 }, { option: 12 }]],
    ['date', '2026-11-20', [{ value: '2026-11-20' }]],
    ['birthday', '1.2.1990', [{ value: '1990-02-01' }]],
    ['date_time', '20.11.2026 9:05', [{ value: '2026-11-20T09:05:00.000Z' }]],
    ['multitext', 'a; b\nc', [{ value: 'a' }, { value: 'b' }, { value: 'c' }]],
    ['url', 'https://example.com', [{ value: 'https://example.com' }]],
    ['date', '  ', null],
  ])('%s: %j', (type, text, values) => {
    const definition = field(type, choices)
    const { input, issues } = parseField(definition, text)
    expect(issues).toEqual([])
    expect(toFieldValues(input, 'UTC')).toEqual(values)
    expect(parseField(definition, printField(definition, input, words)).input).toEqual(input)
  })
})

describe('what cannot be read is named and never dropped', () => {
  it.each([
    ['numeric', 'many', { code: 'number' }],
    ['checkbox', 'maybe', { code: 'yesNo', text: 'maybe' }],
    ['select', 'Макси', { code: 'noChoice', text: 'Макси' }],
    ['multiselect', 'Старт; Мини', { code: 'noChoice', text: 'Мини' }],
    ['date', '31.02.2026', { code: 'day', text: '31.02.2026' }],
    ['date', '11/20/2026', { code: 'day', text: '11/20/2026' }],
    ['date_time', '2026-11-20 25:00', { code: 'moment', text: '2026-11-20 25:00' }],
    ['url', 'example', { code: 'url' }],
    ['text', 'x'.repeat(300), { code: 'tooLong' }],
    ['smart_address', 'planet: Mars', { code: 'unreadable', text: 'planet: Mars' }],
  ])('%s: %j', (type, text, issue) => {
    expect(parseField(field(type, choices), text).issues).toEqual([issue])
  })

  it('of types that are only shown, and no others', () => {
    expect(
      ['smart_address', 'legal_entity', 'file'].map((type) => isTypedAsText(field(type))),
    ).toEqual([true, true, false])
  })
})

it('keeps the kind of a value that was corrected in its place', () => {
  const items = [
    { value: '+7 916', kind: 'HOME' },
    { value: '+7 917', kind: 'FAX' },
  ]
  const read = (text: string) =>
    parseField(field('multitext'), text, { kind: 'contactPoints', items }).input
  expect(read('+7 919; +7 917')).toEqual({
    kind: 'contactPoints',
    items: [
      { value: '+7 919', kind: 'HOME' },
      { value: '+7 917', kind: 'FAX' },
    ],
  })
  expect(read('+7 917')).toEqual({
    kind: 'contactPoints',
    items: [{ value: '+7 917', kind: 'FAX' }],
  })
})

it('keeps the kinds of values that stay', () => {
  const was = { kind: 'contactPoints', items: [{ value: 'a', kind: 'WORK' }] } as const
  expect(parseField(field('multitext'), 'a; b', { ...was, items: [...was.items] }).input).toEqual({
    kind: 'contactPoints',
    items: [
      { value: 'a', kind: 'WORK' },
      { value: 'b', kind: '' },
    ],
  })
})
