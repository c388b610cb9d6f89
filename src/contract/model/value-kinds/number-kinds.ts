import { canonicalDecimal, parseDecimal } from '#contract/model/decimal.ts'
import { decimalSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas, type ValueOf } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { itemText } from './item-text.ts'

type Decimal = { value: string }
const isEmpty = ({ value }: Decimal): boolean => value.trim() === ''
const isSame = (a: Decimal, b: Decimal): boolean =>
  canonicalDecimal(a.value) === canonicalDecimal(b.value)

function validate({ value }: Decimal) {
  const isNumber = /^-?\d{1,30}(\.\d{1,10})?$/.test(canonicalDecimal(value))
  return isNumber ? [] : [{ code: 'number' as const, message: 'a number is expected' }]
}

const own: OwnValueKind<'number'> = {
  schema: valueSchemas.number,
  isWritable: true,
  isEmpty,
  equals: isSame,
  split: (value) => [value],
  join: (first) => first,
  parse: (text, context) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const parsed = parseDecimal(text, context)
    return 'issue' in parsed
      ? { value: null, issues: [parsed.issue] }
      : { value: { kind: 'number', value: parsed.decimal }, issues: [] }
  },
  print: ({ value }) => value,
  validate,
  searchText: ({ value }) => value,
  sortKey: ({ value }) => decimalSortKey(value),
  toWrite: ({ value }) => [{ value }],
  fromWrite: ([first]) => (first ? { kind: 'number', value: itemText(first) } : null),
}
export const numberKind = defineValueKind('number', own)

const ownMoney: OwnValueKind<'money'> = {
  schema: valueSchemas.money,
  isWritable: true,
  isEmpty,
  equals: isSame,
  split: (value) => [value],
  join: (first) => first,
  parse: (text, context) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const parsed = parseDecimal(text, context)
    if ('issue' in parsed) return { value: null, issues: [parsed.issue] }
    const money: ValueOf<'money'> = {
      kind: 'money',
      value: parsed.decimal,
      currency: context.currency,
    }
    return { value: money, issues: [] }
  },
  print: ({ value }) => value,
  validate,
  searchText: ({ value }) => value,
  sortKey: ({ value }) => decimalSortKey(value),
  toWrite: ({ value }) => [{ value }],
  fromWrite: ([first], { currency }) =>
    first ? { kind: 'money', value: itemText(first), currency } : null,
}
export const moneyKind = defineValueKind('money', ownMoney)
