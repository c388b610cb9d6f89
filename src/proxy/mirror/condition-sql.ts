import { sql } from 'kysely'
import { operatorsFor, type Condition, type WhereTerm } from '#contract/api/where.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { foldText } from '#contract/model/search-key.ts'
import { dayAt } from '#proxy/sources/calendar.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { FeedContext } from '#proxy/sources/source-feed.ts'
import { storedAttribute, type StoredAttribute } from './attribute-columns.ts'
import type { Bound, MirrorDialect, Sql } from './mirror-dialect.ts'
import { itemAttributes } from './mirror-tables.ts'
import { periodDays } from './period-days.ts'
import { isIndexed } from './search-terms.ts'
import {
  firstSecond,
  itemBounds,
  itemValues,
  lastSecond,
  mapped,
  numberBound,
  phoneForms,
  type Bounds,
} from './condition-values.ts'

const column = (name: string) => sql.ref(`c.${name}`)

/** What is needed to understand a filter; `now` are milliseconds. */
export type FilterContext = FeedContext & { now: number; dialect: MirrorDialect }

/** A condition or a group of `where` on the row `c`. */
export const termSql = (term: WhereTerm, context: FilterContext): Sql =>
  'any' in term
    ? orSql(term.any.map((condition) => conditionSql(condition, context)))
    : conditionSql(term, context)

/** Throws for an operator that the attribute does not have. */
function conditionSql(condition: Condition, context: FilterContext): Sql {
  const { key, op } = condition
  const stored = storedAttribute(key, context.definitions)
  if (!stored) throw new UnsupportedError('where', `${key} is no attribute of this source`)
  const isPartlyKnown = isPartly(key, context)
  if (!operatorsFor({ ...stored, isPartlyKnown }).includes(op))
    throw new UnsupportedError('where', `${key} cannot be compared by ${op}`)
  const test = comparedSql(stored, condition, context)
  // An unknown value is neither equal nor different, neither empty nor filled.
  return isPartlyKnown && op !== 'unknown'
    ? andSql([sql`not ${unknownSql(key, context.dialect)}`, test])
    : test
}

const isPartly = (key: AttributeKey, { partlyKnown = [] }: FeedContext): boolean =>
  partlyKnown.some((one) => one === key)

export const unknownSql = (key: AttributeKey, dialect: MirrorDialect): Sql =>
  hasItem(itemAttributes.unknown, dialect.itemIsIn([key]))

function comparedSql(stored: StoredAttribute, condition: Condition, context: FilterContext): Sql {
  switch (condition.op) {
    case 'unknown':
      return unknownSql(condition.key, context.dialect)
    case 'empty':
      return stored.place === 'amount'
        ? sql`coalesce(${column(stored.column)} = 0, false)`
        : sql`not ${filledSql(stored)}`
    case 'filled':
      return filledSql(stored)
    case 'in':
      return isInSql(stored, condition.values, context)
    case 'notIn':
      return sql`not coalesce(${isInSql(stored, condition.values, context)}, ${
        stored.place === 'amount' ? sql`true` : sql`false`
      })`
    case 'all':
      return andSql(condition.values.map((value) => isInSql(stored, [value], context)))
    case 'domain':
      return hasItem(
        itemAttributes.emailDomains,
        context.dialect.itemIsIn(condition.values.map(domainOf)),
      )
    case 'country':
      return hasItem(itemAttributes.callingCodes, context.dialect.itemIsIn(condition.values))
    case 'count':
      return countSql(stored, condition, context)
    case 'within': {
      const today = dayAt(context.now, context.timeZone) ?? '1970-01-01'
      return rangeSql(stored, periodDays(condition.period, today), context)
    }
    case 'contains':
      return orSql(condition.values.map((text) => textSql(stored, text, false, context)))
    case 'begins':
      return orSql(condition.values.map((text) => textSql(stored, text, true, context)))
    case 'range':
      return rangeSql(stored, condition, context)
  }
}

export const andSql = (parts: Sql[]): Sql =>
  parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
export const orSql = (parts: Sql[]): Sql =>
  parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`

/** Read from the index of values, because a look at the items of each contact takes longer. */
export const hasItem = (attribute: number, test: Sql): Sql =>
  sql`c.id in (${idsWithItem(attribute, test)})`

export const idsWithItem = (attribute: number, test: Sql): Sql =>
  sql`select i.contact_id as id from items i where i.attribute = ${attribute} and ${test}`

/** Columns with an index of the IDs of each value. */
const indexedColumns: readonly string[] = [
  'responsible_id',
  'created_by_id',
  'updated_by_id',
  'group_id',
  'company_id',
]

export const idsWithColumn = (
  name: string,
  values: readonly number[],
  dialect: MirrorDialect,
): Sql => sql`select o.id from contacts o where ${dialect.isIn(sql.ref(`o.${name}`), values)}`

/** The IDs of contacts that fulfil a condition, if one index has them; else null. */
export function idsOf(term: WhereTerm, context: FilterContext): Sql | null {
  if ('any' in term || term.op !== 'in' || isPartly(term.key, context)) return null
  const { definitions, dialect } = context
  const stored = storedAttribute(term.key, definitions)
  if (stored?.place === 'reference' && indexedColumns.includes(stored.column))
    return idsWithColumn(stored.column, term.values.map(Number), dialect)
  if (stored?.place !== 'items') return null
  return idsWithItem(stored.attribute, dialect.itemIsIn(itemsWanted(stored, term.values, context)))
}

const domainOf = (text: string): string => foldText(text).replace(/^.*@/, '')

function countSql(
  stored: StoredAttribute,
  { from, to }: { from?: number | undefined; to?: number | undefined },
  { dialect }: FilterContext,
): Sql {
  const count = itemCountSql(stored)
  if (!count) throw new UnsupportedError('where', 'it has no items')
  return betweenSql(count, { from, to }, dialect)
}

function itemCountSql(stored: StoredAttribute): Sql | undefined {
  if (stored.place === 'count') return sql`coalesce(${column(stored.column)}, 0)`
  if (stored.place !== 'items') return undefined
  if (stored.count !== null) return column(stored.count)
  return sql`(select count(*) from items i
    where i.contact_id = c.id and i.attribute = ${stored.attribute})`
}

function filledSql(stored: StoredAttribute): Sql {
  switch (stored.place) {
    case 'text':
      return sql`(${column(stored.key)} is not null)`
    case 'amount':
      return sql`coalesce(${column(stored.column)} > 0, false)`
    case 'number':
    case 'reference':
    case 'time':
    case 'count':
      return sql`(${column(stored.column)} is not null)`
    case 'items':
      return stored.key === null
        ? sql`exists (select 1 from field_keys k where k.field_id = ${stored.attribute} and k.contact_id = c.id)`
        : // The first item may be blank, which has no key.
          sql`(${column(stored.key)} is not null or ${column(stored.count)} > 0)`
  }
}

function isInSql(
  stored: StoredAttribute,
  values: string[],
  { definitions, dialect }: FilterContext,
): Sql {
  switch (stored.place) {
    case 'number':
    case 'amount':
    case 'reference':
      return dialect.isIn(column(stored.column), values.map(Number))
    case 'text':
      return dialect.isIn(column(stored.column), values.map(foldText).filter(Boolean))
    case 'count':
      return hasItem(stored.attribute, dialect.itemIsIn(values))
    case 'time':
      throw new UnsupportedError('where', 'times are compared by range')
    case 'items':
      return hasItem(
        stored.attribute,
        dialect.itemIsIn(itemsWanted(stored, values, { definitions })),
      )
  }
}

function itemsWanted(
  stored: StoredAttribute & { place: 'items' },
  values: readonly string[],
  { definitions }: Pick<FilterContext, 'definitions'>,
): string[] {
  const definition = definitions.find(({ id }) => id === stored.attribute)
  return values.flatMap((value) => itemValues(stored, value, definition))
}

function textSql(
  stored: StoredAttribute,
  text: string,
  isStart: boolean,
  { dialect }: FilterContext,
): Sql {
  const found = (subject: Sql, wanted: string) =>
    sql`${dialect.positionIn(subject, wanted)} ${isStart ? sql`= 1` : sql`> 0`}`
  switch (stored.place) {
    case 'text': {
      const wanted = foldText(text)
      const hints = stored.column === 'name' ? dialect.nameHints(partsOfName(wanted)) : []
      return andSql([...hints, found(column(stored.column), wanted)])
    }
    case 'items': {
      const item = sql.ref('i.value')
      if (stored.kind === 'tags') {
        // Tags are stored as they are written; SQLite folds ASCII only, so their labels are folded.
        return hasItem(stored.attribute, found(sql.ref('i.label'), foldText(text)))
      }
      if (stored.role !== 'phones') return hasItem(stored.attribute, found(item, foldText(text)))
      const forms = phoneForms(text)
      return hasItem(stored.attribute, orSql(forms.map((form) => found(item, form))))
    }
    case 'reference':
      return sql`${column(stored.column)} in (select id from names n
        where n.kind = ${stored.names} and ${found(sql.ref('n.folded'), foldText(text))})`
    case 'number':
    case 'amount':
    case 'time':
    case 'count':
      throw new UnsupportedError('where', 'it has no text')
  }
}

/** Runs of letters and digits long enough for the index of parts of texts, which has the names. */
const partsOfName = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}]+/u).filter((part) => isIndexed(part))

/** Both ends inclusive; days are those of the account's calendar. */
export function rangeSql(stored: StoredAttribute, bounds: Bounds, context: FilterContext): Sql {
  const { dialect, timeZone } = context
  switch (stored.place) {
    case 'number':
    case 'amount':
      return betweenSql(column(stored.column), mapped(bounds, numberBound), dialect)
    case 'time':
      return betweenSql(
        column(stored.column),
        {
          from: bounds.from === undefined ? undefined : firstSecond(bounds.from, timeZone),
          to: bounds.to === undefined ? undefined : lastSecond(bounds.to, timeZone),
        },
        dialect,
      )
    case 'items': {
      const ends = itemBounds(stored, bounds, context)
      if (!ends) throw new UnsupportedError('where', 'it has no range')
      const { from, to } = ends
      return hasItem(
        stored.attribute,
        andSql([
          ...(from === undefined ? [] : [dialect.itemIsCompared('>=', from)]),
          ...(to === undefined ? [] : [dialect.itemIsCompared('<=', to)]),
        ]),
      )
    }
    case 'text':
    case 'reference':
    case 'count':
      throw new UnsupportedError('where', 'it has no range')
  }
}

type Ends = { from?: Bound | undefined; to?: Bound | undefined }

function betweenSql(subject: Sql, { from, to }: Ends, dialect: MirrorDialect): Sql {
  return andSql([
    sql`${subject} is not null`,
    ...(from === undefined ? [] : [dialect.isCompared(subject, '>=', from)]),
    ...(to === undefined ? [] : [dialect.isCompared(subject, '<=', to)]),
  ])
}
