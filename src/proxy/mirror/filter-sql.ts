import { sql } from 'kysely'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { isCalendarDay, type FieldFilter } from '#contract/api/filters.ts'
import { fieldKey } from '#contract/model/attribute.ts'
import { foldText } from '#contract/model/search-key.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { storedAttribute, type StoredAttribute } from './attribute-columns.ts'
import { termSql, hasItem, rangeSql, type FilterContext } from './condition-sql.ts'
import { firstSecond, itemValues, lastSecond } from './condition-values.ts'
import type { MirrorDialect, Sql } from './mirror-dialect.ts'
import { itemAttributes } from './mirror-tables.ts'
import { searchSql } from './search-sql.ts'

export type MirrorFilter = Omit<ContactQuery, 'page' | 'size' | 'sort' | 'columns'>

/** What a row `c` has to fulfil; all of it. */
export function filterSql(query: MirrorFilter, context: FilterContext): Sql[] {
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
  const isIn = (column: string, values: readonly number[] | undefined) =>
    values ? [dialect.isIn(sql.ref(`c.${column}`), values)] : []
  const ranges = [
    ['createdAt', created],
    ['updatedAt', updated],
    ['nextTaskAt', nextTask],
  ] as const
  return [
    ...isIn('id', ids),
    ...(name === undefined ? [] : [sql`c.name = ${foldText(name)}`]),
    ...(bot === undefined ? [] : [hasItem(itemAttributes.bot, dialect.itemIsIn([String(bot)]))]),
    ...(updatedSince === undefined ? [] : [changedAfter(updatedSince, context)]),
    ...isIn('responsible_id', responsible),
    ...isIn('created_by_id', createdBy),
    ...isIn('updated_by_id', updatedBy),
    ...ranges.flatMap(([key, range]) => {
      const stored = storedAttribute(key, [])
      return range && stored ? [rangeSql(stored, range, context)] : []
    }),
    ...(query.fields ?? []).map((field) => fieldSql(field, context)),
    ...(query.where ?? []).map((term) => termSql(term, context)),
    ...searchSql(query.search, dialect),
  ]
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

const ranged: StoredAttribute['kind'][] = ['number', 'money', 'date', 'dateTime']

function fieldSql(field: FieldFilter, context: FilterContext): Sql {
  const stored = storedAttribute(fieldKey(field.id), context.definitions)
  if (stored?.place !== 'items')
    throw new UnsupportedError('fields', `the account has no field ${field.id}`)
  if (!('is' in field)) {
    if (ranged.includes(stored.kind)) return rangeSql(stored, field, context)
    throw new UnsupportedError('fields', `field ${field.id} has no range`)
  }
  const definition = context.definitions.find(({ id }) => id === field.id)
  const values = field.is.flatMap((value) => itemValues(stored, value, definition))
  return hasItem(stored.attribute, context.dialect.itemIsIn(values))
}
