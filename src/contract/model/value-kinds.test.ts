import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueOf } from '#testing/value-arbitraries.ts'
import { shownOnly } from './attribute.ts'
import type { ValueContext } from './value-context.ts'
import { valueKindName, type Value, type ValueKindName } from './value.ts'
import { isSameValue, joinValues, splitValue, valueKinds } from './value-kinds.ts'

const options = [
  { id: 11, label: 'Basic', code: 'base' },
  { id: 12, label: 'One; two', code: null },
  { id: 13, label: 'Ёлка', code: null },
  { id: 14, label: 'city', code: 'city' },
  { id: 15, label: 'zip', code: 'zip' },
]
const context: ValueContext = {
  isMany: true,
  isMultiline: false,
  options,
  currency: 'RUB',
  maxLength: 256,
  role: null,
}
const word = fc.stringMatching(/^[A-Za-zА-Яа-яё0-9@+.-]{1,12}$/)
const decimal = fc.oneof(
  fc.stringMatching(/^-?[1-9][0-9]{0,24}$/),
  fc.stringMatching(/^[1-9][0-9]{0,14}\.[0-9]{1,6}$/),
)
const unique = <Item>(items: fc.Arbitrary<Item>, keyOf: (item: Item) => string) =>
  fc.uniqueArray(items, { minLength: 1, maxLength: 4, selector: keyOf })

/** Values as custom fields hold them; a contact point that a user entered may have no kind. */
function ofField(kind: ValueKindName): fc.Arbitrary<Value> {
  const values = valueOf({ ...context, kind }, { text: word, number: decimal })
  return fc.tuple(values, fc.boolean()).map(([value, isNamed]): Value => {
    // A label that contains the separator can only be the single item.
    if (value.kind === 'choice' && value.options.length > 1)
      return { ...value, options: value.options.filter(({ label }) => !label.includes(';')) }
    if (value.kind !== 'contactPoints') return value
    // Kinds are assigned by the value's text.
    const once = new Map(value.items.map((item) => [item.value, item])).values()
    const unnamed = { kind: null, kindId: null }
    return { ...value, items: [...once].map((item) => (isNamed ? item : { ...item, ...unnamed })) }
  })
}

/** Kinds that no custom field has. */
const own: Partial<Record<ValueKindName, fc.Arbitrary<Value>>> = {
  user: fc.constantFrom(...options).map(({ id, label }) => ({ kind: 'user', id, name: label })),
  company: fc.integer({ min: 1, max: 9 }).map((id) => ({ kind: 'company', id, name: null })),
  tags: unique(word, (name) => name).map((names) => ({
    kind: 'tags',
    items: names.map((name) => ({ id: null, name })),
  })),
  links: unique(fc.integer({ min: 1, max: 99 }), String).map((ids) => ({
    kind: 'links',
    items: ids.map((id) => ({ target: 'leads' as const, id, catalog: null, quantity: null })),
  })),
  files: word.map((name) => ({ kind: 'files', items: [{ name, bytes: 3 }] })),
  unknown: word.map((text) => ({ kind: 'unknown', values: [text] })),
}

const valuesOf = (kind: ValueKindName): fc.Arbitrary<Value> => own[kind] ?? ofField(kind)

const printing = { timeZone: 'Europe/Moscow', yes: 'yes', no: 'no' }
const writable = valueKindName.options.filter((name) => valueKinds[name].isWritable)

it('agrees with the list of attributes on read-only kinds', () => {
  const readOnly = valueKindName.options.filter((name) => !valueKinds[name].isWritable)
  expect(readOnly).toEqual(shownOnly)
})

describe.each(valueKindName.options)('a value of kind %s', (name) => {
  const kind = valueKinds[name]

  it('matches its schema and equals itself', () => {
    fc.assert(
      fc.property(valuesOf(name), (value) => {
        expect(kind.schema.parse(value)).toEqual(value)
        expect(isSameValue(value, value)).toBe(true)
        expect(isSameValue(value, null)).toBe(kind.isEmpty(value))
      }),
    )
  })

  it('can be joined again from its items', () => {
    fc.assert(
      fc.property(valuesOf(name), (value) => {
        expect(isSameValue(joinValues(splitValue(value)), value)).toBe(true)
      }),
    )
  })
})

describe.each(writable)('a value of kind %s that is written', (name) => {
  const kind = valueKinds[name]

  it('is parsed again from its printed text', () => {
    fc.assert(
      fc.property(valuesOf(name), (value) => {
        const parsing = { ...context, timeZone: 'Europe/Moscow', isCommaDecimal: false }
        const text = kind.print(value, printing)
        const parsed = kind.parse(text, { ...parsing, before: value })
        expect(parsed.issues).toEqual([])
        expect(isSameValue(parsed.value, value)).toBe(true)
      }),
    )
  })

  it('can be read from its written items', () => {
    fc.assert(
      fc.property(valuesOf(name), (value) => {
        const read = kind.fromWrite(kind.toWrite(value), context)
        expect(read).not.toBeNull()
        expect(isSameValue(read, value)).toBe(true)
        // Writing a value that results from a write sends the same items.
        expect(read && kind.toWrite(read)).toEqual(kind.toWrite(value))
      }),
    )
  })
})

it.each(['constructor', 'toString', '__proto__'])('a flag cannot be parsed from %s', (text) => {
  const parsing = { ...context, timeZone: null, isCommaDecimal: false, before: null }
  expect(valueKinds.flag.parse(text, parsing)).toEqual({
    value: null,
    issues: [expect.objectContaining({ code: 'yes_no' })],
  })
})
