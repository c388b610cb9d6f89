import type * as z from 'zod/mini'
import type { ValueIssue } from './issue.ts'
import { isOfKind, type Value, type ValueKindName, type ValueOf } from './value.ts'
import type { ValueContext } from './value-context.ts'
import type { WriteItem } from './write-item.ts'

export type ParseContext = ValueContext & {
  /**
   * IANA name of the account's time zone, in which times are entered; null: the user's time zone.
   */
  timeZone: string | null
  /** Whether the comma is a decimal and never a thousands separator in the user's language. */
  isCommaDecimal: boolean
  /** The previous value: items that remain get its kinds and IDs. */
  before: Value | null
}

export type PrintContext = { timeZone: string | null; yes: string; no: string }

/** `value` is null for a blank text; it must not be used if there are issues. */
export type Parsed = { value: Value | null; issues: ValueIssue[] }

/** The functions of one kind for its own values. All of them are required. */
export type OwnValueKind<Kind extends ValueKindName> = {
  schema: z.ZodMiniType<ValueOf<Kind>>
  /** Whether users can enter it and sources accept it; other kinds are read-only. */
  isWritable: boolean
  /** Whether it is equivalent to no value. */
  isEmpty: (value: ValueOf<Kind>) => boolean
  /** Whether two values are equal, regardless of order; an unnamed kind equals any. */
  equals: (a: ValueOf<Kind>, b: ValueOf<Kind>) => boolean
  /** The items of a list; a single value yields itself. */
  split: (value: ValueOf<Kind>) => ValueOf<Kind>[]
  /** The inverse of `split`. */
  join: (first: ValueOf<Kind>, rest: ValueOf<Kind>[]) => ValueOf<Kind>
  /**
   * Parses text that was typed, pasted or read from a spreadsheet. Text that cannot be parsed is an
   * issue.
   */
  parse: (text: string, context: ParseContext) => Parsed
  /** One line of text (several if `isMultiline`), from which `parse` returns the same value. */
  print: (value: ValueOf<Kind>, context: PrintContext) => string
  /** Issues for which a source would certainly reject the value. */
  validate: (value: ValueOf<Kind>, context: ValueContext) => ValueIssue[]
  /** Text for searching, before normalisation. */
  searchText: (value: ValueOf<Kind>) => string
  /** Text whose byte order is the order of values; null sorts with the empty ones. */
  sortKey: (value: ValueOf<Kind>) => string | null
  toWrite: (value: ValueOf<Kind>) => WriteItem[]
  /** The value that a source stores after these items were written; null for none. */
  fromWrite: (items: WriteItem[], context: ValueContext) => ValueOf<Kind> | null
}

/**
 * The functions of a kind for any value; they throw for values of another kind, which are a
 * programming error.
 */
export type ValueKind = OwnValueKind<ValueKindName> & { name: ValueKindName }

export function defineValueKind<Kind extends ValueKindName>(
  name: Kind,
  own: OwnValueKind<Kind>,
): ValueKind {
  const mine = (value: Value): ValueOf<Kind> => {
    if (!isOfKind(value, name)) throw new TypeError(`A ${value.kind} where a ${name} is expected`)
    return value
  }
  return {
    name,
    schema: own.schema,
    isWritable: own.isWritable,
    isEmpty: (value) => own.isEmpty(mine(value)),
    equals: (a, b) => isOfKind(a, name) && isOfKind(b, name) && own.equals(a, b),
    split: (value) => own.split(mine(value)),
    join: (first, rest) => own.join(mine(first), rest.map(mine)),
    parse: own.parse,
    print: (value, context) => own.print(mine(value), context),
    validate: (value, context) => own.validate(mine(value), context),
    searchText: (value) => own.searchText(mine(value)),
    sortKey: (value) => own.sortKey(mine(value)),
    toWrite: (value) => own.toWrite(mine(value)),
    fromWrite: own.fromWrite,
  }
}
