import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import { codes, filledFields, options } from '#testing/field-arbitraries.ts'
import { fieldInput, type FieldInput } from './field-draft.ts'
import { toFieldInput } from './field-reading.ts'
import { isChanged, sentIndexes, toFieldValues } from './field-writing.ts'

const zones = ['Europe/Moscow', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham', null]

const definitionOf = (type: string): FieldDefinition => ({
  id: 7,
  name: 'A field',
  code: null,
  type,
  options: type === 'smart_address' ? codes : options,
  currency: null,
  isReadOnly: false,
})

describe.each(filledFields)('a field of type %s', (type, arbitrary) => {
  const definition = definitionOf(type)

  it('is unchanged by its editor, in every time zone', () => {
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(...zones), ({ content, values }, zone) => {
        const input = toFieldInput(definition, content, zone)
        expect(toFieldValues(input, zone)).toEqual(values)
        expect(isChanged(input, toFieldInput(definition, content, zone), zone)).toBe(false)
        const empty = toFieldInput(definition, undefined, zone)
        expect(toFieldValues(empty, zone)).toBeNull()
        expect(isChanged(empty, input, zone)).toBe(true)
        expect(empty.kind).toBe(input.kind)
      }),
    )
  })

  it('is unchanged by storing it as text', () => {
    fc.assert(
      fc.property(arbitrary, ({ content }) => {
        const input = toFieldInput(definition, content, 'Europe/Moscow')
        expect(fieldInput.parse(JSON.parse(JSON.stringify(input)))).toEqual(input)
      }),
    )
  })
})

it.each<[string, FieldContent]>([
  ['linked_entity', { kind: 'unknown', values: ['{"name":"Ada"}'] }],
  ['file', { kind: 'file', files: [{ name: 'a.pdf', bytes: 1 }] }],
  ['date', { kind: 'unknown', values: ['some day'] }],
  ['text', { kind: 'text', values: ['one', 'two'] }],
  ['numeric', { kind: 'text', values: ['seven'] }],
])('a field of type %s with a value no editor writes is kept as it is', (type, content) => {
  expect(toFieldInput(definitionOf(type), content, null)).toEqual({ kind: 'readonly' })
})

it('keeps the label of a deleted option', () => {
  const content: FieldContent = { kind: 'options', labels: ['Gone', 'Base'] }
  const input = toFieldInput(definitionOf('multiselect'), content, null)
  expect(toFieldValues(input, null)).toEqual([{ option: 2 }, { value: 'Gone' }])
})

it('keeps repeated and unknown parts of an address', () => {
  const parts = [
    { part: 'city', value: 'Oslo' },
    { part: 'city', value: 'Bergen' },
    { part: 'floor', value: '3' },
  ]
  const input = toFieldInput(definitionOf('smart_address'), { kind: 'address', parts }, null)
  expect(toFieldValues(input, null)).toEqual(
    parts.map(({ part, value }) => ({ value, kind: part })),
  )
})

it('maps a rejected value to its index on the screen', () => {
  const items = [' ', '+1', '', '+2'].map((value) => ({ value, kind: '' }))
  const input: FieldInput = { kind: 'contactPoints', items }
  expect(toFieldValues(input, null)).toEqual([{ value: '+1' }, { value: '+2' }])
  expect(sentIndexes(input)).toEqual([1, 3])
})

it('accepts common number formats', () => {
  expect(toFieldValues({ kind: 'number', text: '1 234,50' }, null)).toEqual([{ value: '1234.50' }])
})
