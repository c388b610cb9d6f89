import { sql } from 'kysely'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { FieldFilter } from '#contract/api/filters.ts'
import { fieldKey } from '#contract/model/attribute.ts'
import { foldText } from '#contract/model/search-key.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { FeedContext } from '#proxy/sources/source-feed.ts'
import { storedAttribute, type StoredAttribute } from './attribute-columns.ts'
import {
  termSql,
  hasItem,
  inList,
  rangeSql,
  isOneOf,
  type FilterContext,
  type Sql,
} from './condition-sql.ts'
import { itemValues } from './condition-values.ts'
import { searchSql } from './search-sql.ts'

export type MirrorFilter = Omit<ContactQuery, 'page' | 'size' | 'sort' | 'columns'>

/** What a row `c` has to fulfil; all of it. */
export function filterSql(query: MirrorFilter, context: FilterContext): Sql[] {
  const { ids, name, responsible, createdBy, updatedBy, created, updated, nextTask } = query
  const ranges = [
    ['createdAt', created],
    ['updatedAt', updated],
    ['nextTaskAt', nextTask],
  ] as const
  return [
    ...(ids ? [sql`c.id in ${inList(ids)}`] : []),
    ...(name === undefined ? [] : [sql`c.name = ${foldText(name)}`]),
    ...(responsible ? [sql`c.responsible_id in ${inList(responsible)}`] : []),
    ...(createdBy ? [sql`c.created_by_id in ${inList(createdBy)}`] : []),
    ...(updatedBy ? [sql`c.updated_by_id in ${inList(updatedBy)}`] : []),
    ...ranges.flatMap(([key, range]) => {
      const stored = storedAttribute(key, [])
      return range && stored ? [rangeSql(stored, range, context)] : []
    }),
    ...(query.fields ?? []).map((field) => fieldSql(field, context)),
    ...(query.where ?? []).map((term) => termSql(term, context)),
    ...searchSql(query.search),
  ]
}

/** What an actor may see; nothing for everything. */
export function visibilitySql(visibility: Visibility): Sql[] {
  switch (visibility.contacts) {
    case 'all':
      return []
    case 'ofResponsible':
      return [sql`c.responsible_id in ${inList(visibility.users)}`]
  }
}

const ranged: StoredAttribute['kind'][] = ['number', 'money', 'date', 'dateTime']

function fieldSql(field: FieldFilter, context: FeedContext): Sql {
  const stored = storedAttribute(fieldKey(field.id), context.definitions)
  if (stored?.place !== 'items')
    throw new UnsupportedError('fields', `the account has no field ${field.id}`)
  if (!('is' in field)) {
    if (ranged.includes(stored.kind)) return rangeSql(stored, field, context)
    throw new UnsupportedError('fields', `field ${field.id} has no range`)
  }
  const definition = context.definitions.find(({ id }) => id === field.id)
  const values = field.is.flatMap((value) => itemValues(stored, value, definition))
  return hasItem(stored.attribute, isOneOf(values))
}
