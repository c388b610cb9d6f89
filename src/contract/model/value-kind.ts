import type * as z from 'zod/mini'
import type { FieldOption } from './field-definition.ts'
import type { ValueIssue } from './issue.ts'
import {
  isOfKind,
  type ContactPointRole,
  type Value,
  type ValueKindName,
  type ValueOf,
} from './value.ts'
import type { WriteItem } from './write-item.ts'

/** What a kind has to know of the attribute whose value it handles. */
export type ValueContext = {
  isMany: boolean
  isMultiline: boolean
  options: FieldOption[]
  currency: string | null
  maxLength: number | null
  /** Whether its contact points are phones or e-mails. */
  role: ContactPointRole | null
}

/** One value of no options, of any length. */
export const plainContext: ValueContext = {
  isMany: false,
  isMultiline: false,
  options: [],
  currency: null,
  maxLength: null,
  role: null,
}

export type ParseContext = ValueContext & {
  /** IANA name of the account's zone, in which wall clocks are typed; null: the reader's own. */
  timeZone: string | null
  /** Whether a comma parts decimals and never thousands in the reader's language. */
  isCommaDecimal: boolean
  /** What was there before: it lends its kinds and ids to the values that stay. */
  before: Value | null
}

export type PrintContext = { timeZone: string | null; yes: string; no: string }

/** `value` is null for a text that says nothing; where there are issues it is not to be used. */
export type Parsed = { value: Value | null; issues: ValueIssue[] }

/** A kind's own part of the registry, over its own values. Each part is required. */
export type OwnValueKind<Kind extends ValueKindName> = {
  schema: z.ZodMiniType<ValueOf<Kind>>
  /** Whether a person may type it and a source be sent it; others are shown only. */
  isWritable: boolean
  /** Holds nothing: the same as no value. */
  isEmpty: (value: ValueOf<Kind>) => boolean
  /** The same content, whatever its order; unnamed kinds equal any. */
  equals: (a: ValueOf<Kind>, b: ValueOf<Kind>) => boolean
  /** The values of a list one by one; a single value by itself. */
  split: (value: ValueOf<Kind>) => ValueOf<Kind>[]
  /** The inverse of `split`. */
  join: (first: ValueOf<Kind>, rest: ValueOf<Kind>[]) => ValueOf<Kind>
  /** What a text means, typed, pasted or out of a spreadsheet. What cannot be read is an issue. */
  parse: (text: string, context: ParseContext) => Parsed
  /** One line (lines where `isMultiline`) that `parse` reads back as the same value. */
  print: (value: ValueOf<Kind>, context: PrintContext) => string
  /** What a source would surely reject. */
  validate: (value: ValueOf<Kind>, context: ValueContext) => ValueIssue[]
  /** What a person may look for, before folding. */
  searchText: (value: ValueOf<Kind>) => string
  /** Orders values bytewise; null sorts with the empty ones. */
  sortKey: (value: ValueOf<Kind>) => string | null
  toWrite: (value: ValueOf<Kind>) => WriteItem[]
  /** What a source holds after these were written; null for none. */
  fromWrite: (items: WriteItem[], context: ValueContext) => ValueOf<Kind> | null
}

/** A kind over values of any kind; values of another kind are a mistake of the caller and throw. */
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
