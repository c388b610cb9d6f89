import { sql } from 'kysely'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { isCalendarDay, type FieldFilter, type FilterName } from '#contract/api/filters.ts'
import { operatorsFor } from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { foldText } from '#contract/model/search-key.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { storedAttribute } from './attribute-columns.ts'
import {
  hasItem,
  idsOf,
  idsWithColumn,
  rangeSql,
  termSql,
  type FilterContext,
} from './condition-sql.ts'
import { firstSecond, itemValues, lastSecond, type Bounds } from './condition-values.ts'
import type { MirrorDialect, Sql } from './mirror-dialect.ts'
import { itemAttributes } from './mirror-tables.ts'
import { searchSql, type NamedParts } from './search-sql.ts'

export type MirrorFilter = Omit<ContactQuery, 'page' | 'size' | 'sort' | 'columns'>

/** What a row `c` has to fulfil; all of it. `named`: what of the search occurs in names of companies. */
export function filterSql(
  query: MirrorFilter,
  context: FilterContext,
  named: NamedParts = new Set(),
): Sql[] {
  const {
    ids,
    name,
    bot,
    updatedSince,
    responsible,
    createdBy,
    updatedBy,
    created,
    updated,
    nextTask,
  } = query
  const { dialect } = context
  const isIn = (column: string, values: readonly number[]) =>
    dialect.isIn(sql.ref(`c.${column}`), values)
  const plain = (test: Sql): Test => ({ test, ids: null })
  const isOneOf = (column: string, values: readonly number[] | undefined): Test[] =>
    values ? [{ test: isIn(column, values), ids: idsWithColumn(column, values, dialect) }] : []
  const isWithin = (key: AttributeKey, range: Bounds | undefined) => {
    const stored = range && storedAttribute(key, [])
    return stored ? [plain(rangeSql(stored, range, context))] : []
  }
  const parts = {
    ids: ids ? [plain(isIn('id', ids))] : [],
    name: name === undefined ? [] : [plain(sql`c.name = ${foldText(name)}`)],
    responsible: isOneOf('responsible_id', responsible),
    createdBy: isOneOf('created_by_id', createdBy),
    updatedBy: isOneOf('updated_by_id', updatedBy),
    created: isWithin('createdAt', created),
    updated: isWithin('updatedAt', updated),
    nextTask: isWithin('nextTaskAt', nextTask),
    fields: (query.fields ?? []).map((field) => plain(fieldSql(field, context))),
    where: (query.where ?? []).map((term) => ({
      test: termSql(term, context),
      ids: idsOf(term, context),
    })),
    search: searchSql(query.search, dialect, named).map(plain),
    updatedSince: updatedSince === undefined ? [] : [plain(changedAfter(updatedSince, context))],
    bot:
      bot === undefined
        ? []
        : [plain(hasItem(itemAttributes.bot, dialect.itemIsIn([String(bot)])))],
  } satisfies Record<FilterName | 'where' | 'search', Test[]>
  return joined(Object.values(parts).flat(), dialect)
}

/** A test of the row `c`, and the IDs that pass it if one index has them. */
type Test = { test: Sql; ids: Sql | null }

/** Several lists of IDs are read side by side, because looking each of one up in another takes longer. */
function joined(tests: Test[], { inAllOf }: MirrorDialect): Sql[] {
  const lists = tests.flatMap(({ ids }) => ids ?? [])
  if (!inAllOf || lists.length < 2) return tests.map(({ test }) => test)
  return [inAllOf(lists), ...tests.flatMap(({ test, ids }) => (ids ? [] : test))]
}

/** Later than a time, or since the beginning of a day. */
const changedAfter = (since: string, { dialect, timeZone }: FilterContext): Sql =>
  isCalendarDay(since)
    ? dialect.isCompared(sql.ref('c.updated_at'), '>=', firstSecond(since, timeZone))
    : dialect.isCompared(sql.ref('c.updated_at'), '>=', lastSecond(since, timeZone) + 1)

/** What an actor may see; nothing for everything. */
export function visibilitySql(visibility: Visibility, dialect: MirrorDialect): Sql[] {
  switch (visibility.contacts) {
    case 'all':
      return []
    case 'ofResponsible':
      return [dialect.isIn(sql.ref('c.responsible_id'), visibility.users)]
  }
}

function fieldSql(field: FieldFilter, context: FilterContext): Sql {
  const stored = storedAttribute(fieldKey(field.id), context.definitions)
  if (stored?.place !== 'items')
    throw new UnsupportedError('fields', `the account has no field ${field.id}`)
  if (!('is' in field)) {
    if (operatorsFor(stored).includes('range')) return rangeSql(stored, field, context)
    throw new UnsupportedError('fields', `field ${field.id} has no range`)
  }
  const definition = context.definitions.find(({ id }) => id === field.id)
  const values = field.is.flatMap((value) => itemValues(stored, value, definition))
  return hasItem(stored.attribute, context.dialect.itemIsIn(values))
}
