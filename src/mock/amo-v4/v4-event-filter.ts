import { Rejection } from '#mock/rejection.ts'
import type { Range } from '#mock/store/contact-filter.ts'
import type { HistoryQuery } from '#mock/store/history.ts'
import {
  filterOf,
  idsOf,
  rangeOf,
  textsOf,
  type Query,
  type QueryValue,
} from '#mock/query-params.ts'
import { eventNumberOf } from './v4-event-id.ts'

type EventFilter = Omit<HistoryQuery, 'limit' | 'offset' | 'visibleOwners'>

const maxValues = 10 // of entity_id and created_by

/** The documented filters of the list of events; other keys are ignored. */
export function eventFilterOf(query: Query): EventFilter {
  const given = filterOf(query)
  const filter: EventFilter = {}
  const put = <Key extends keyof EventFilter>(key: Key, value: EventFilter[Key] | undefined) => {
    if (value !== undefined) filter[key] = value
  }
  put('ids', textsOf(given['id'])?.map(eventNumberOf))
  put('entityTypes', textsOf(given['entity']))
  put('entityIds', upToTen(idsOf(given['entity_id'], 'entity_id'), 'entity_id'))
  if (filter.entityIds && filter.entityTypes?.length !== 1)
    throw new Rejection(400, 'Invalid filter: entity_id needs exactly one entity')
  put('types', typesOf(given['type']))
  put('authors', upToTen(idsOf(given['created_by'], 'created_by'), 'created_by'))
  put('at', timesOf(given['created_at']))
  put('responsibleBefore', usersIn(given['value_before']))
  put('responsibleAfter', usersIn(given['value_after']))
  return filter
}

function upToTen(ids: number[] | undefined, name: string) {
  if (ids && ids.length > maxValues)
    throw new Rejection(400, `Invalid filter: ${name} has more than ${maxValues} values`)
  return ids
}

function typesOf(value: QueryValue) {
  const types = textsOf(value)
  const hasFieldId = types?.some((type) => /^custom_field_\d+_value_changed$/.test(type))
  if (hasFieldId && types?.length !== 1)
    throw new Rejection(400, 'Invalid filter: type of one field together with other types')
  return types
}

/** `from,to`, `[from]` and `[to]`, or one value: since then. */
function timesOf(value: QueryValue): Range | undefined {
  if (typeof value !== 'string') return rangeOf(value, 'created_at')
  const [from = '', to = ''] = value.split(',')
  return rangeOf({ from, to }, 'created_at')
}

const usersIn = (value: QueryValue) =>
  typeof value === 'object' && !Array.isArray(value)
    ? idsOf(value['responsible_user_id'], 'responsible_user_id')
    : undefined
