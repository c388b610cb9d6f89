import { describe, expect, it } from 'vitest'
import { parseDecimal } from './decimal.ts'
import { plainContext } from './value-context.ts'
import type { ParseContext } from './value-kind.ts'
import type { Value } from './value.ts'
import { valueKinds } from './value-kinds.ts'

const context: ParseContext = {
  ...plainContext,
  isMany: true,
  timeZone: null,
  isCommaDecimal: true,
  before: null,
}

describe('a value that holds a separator', () => {
  const tags: Value = {
    kind: 'tags',
    items: [
      { id: 1, name: 'a; b' },
      { id: 2, name: 'b' },
    ],
  }
  it.each([
    ['a; b; b', ['a; b', 'b']],
    ['a; b; b; c', ['a; b', 'b', 'c']],
    ['c; a; b', ['c', 'a; b']],
    ['a; bc', ['a', 'bc']],
    ['b', ['b']],
  ])('stays one tag beside others: %s', (text, names) => {
    const { value } = valueKinds.tags.parse(text, { ...context, before: tags })
    expect(value?.kind === 'tags' && value.items.map(({ name }) => name)).toEqual(names)
  })

  it('stays one phone, with its kind', () => {
    const before: Value = {
      kind: 'contactPoints',
      items: [{ value: '8 495 123-45-67; доб. 12', kind: 'WORK', kindId: 7 }],
    }
    const { value } = valueKinds.contactPoints.parse('8 495 123-45-67; доб. 12; +79160000001', {
      ...context,
      before,
    })
    expect(value).toEqual({
      kind: 'contactPoints',
      items: [...before.items, { value: '+79160000001', kind: null, kindId: null }],
    })
  })

  it('stays one option beside others', () => {
    const options = [
      { id: 11, label: 'One; two', code: null },
      { id: 12, label: 'Three', code: null },
    ]
    const { value, issues } = valueKinds.choice.parse('Three; One; two', { ...context, options })
    expect(issues).toEqual([])
    expect(value?.kind === 'choice' && value.options.map(({ id }) => id)).toEqual([12, 11])
  })
})

describe('a label that two options bear', () => {
  const options = [
    { id: 1, label: 'Yes', code: null },
    { id: 2, label: 'Yes', code: null },
    { id: 3, label: 'yes', code: null },
  ]

  it('is asked about', () => {
    const { value, issues } = valueKinds.choice.parse('Yes', { ...context, options })
    expect(value).toBeNull()
    expect(issues).toMatchObject([{ code: 'ambiguous_option', text: 'Yes' }])
    const folded = valueKinds.choice.parse('YES', { ...context, options })
    expect(folded.issues).toMatchObject([{ code: 'ambiguous_option' }])
  })

  it('is the option of the very letters, where there is one', () => {
    const { value } = valueKinds.choice.parse('yes', { ...context, options })
    expect(value?.kind === 'choice' && value.options.map(({ id }) => id)).toEqual([3])
  })

  it('is the one that is there already', () => {
    const before: Value = { kind: 'choice', options: [{ id: 2, label: 'Yes', code: null }] }
    const { value } = valueKinds.choice.parse('Yes', { ...context, options, before })
    expect(value).toEqual(before)
  })
})

it.each(['="+79165550101"', "'+79165550101", 'tel:+79165550101'])(
  'reads the phone in %s, as spreadsheets and links write it',
  (text) => {
    const { value } = valueKinds.contactPoints.parse(text, { ...context, role: 'phones' })
    expect(value).toMatchObject({ items: [{ value: '+79165550101' }] })
  },
)

it.each(['12\n34', '12 34', '1 2', '10\u00A020,5', '1\t000'])(
  'takes %j for no single number',
  (text) => expect(parseDecimal(text, { isCommaDecimal: true })).toMatchObject({ issue: {} }),
)

it.each([
  ['1 234 567,5', '1234567.5'],
  ['4276 3800 1234 5678', '4276380012345678'],
  ['- 5', '-5'],
  [' 12 ', '12'],
])('reads the groups of %j', (text, decimal) =>
  expect(parseDecimal(text, { isCommaDecimal: true })).toEqual({ decimal }),
)
