import type { JobRequest } from '#contract/api/jobs.ts'
import { conditionsOf, type Condition, type WhereTerm } from '#contract/api/where.ts'
import { periodDays } from '#proxy/mirror/period-days.ts'
import { dayAt } from '#proxy/sources/calendar.ts'
import { resolveDays } from '#proxy/sources/query-days.ts'
import { searchTextOf } from '#proxy/sources/search-check.ts'
import type { Source } from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'

/** What contacts of a job have to match when they are written; it means the same on any day. */
export type SelectionQuery = NonNullable<JobRequest['query']>

/**
 * The query of a request with moments instead of days, and days instead of periods; undefined if
 * everything matches it. Rejects what the source cannot compare.
 */
export async function resolveSelection(
  { info, mirror, reader }: Source,
  asked: SelectionQuery,
  now: number = Date.now(),
): Promise<SelectionQuery | undefined> {
  const query = { ...asked, search: searchTextOf(asked.search) }
  checkSupported({ ...query, page: 1, size: 1 }, info.capabilities)
  const { search, ...filters } = query
  if (search === '' && Object.values(filters).every((filter) => filter === undefined))
    return undefined
  const getTimeZone = async () =>
    mirror?.isComplete()
      ? mirror.timeZone()
      : ((await reader.getAccount({ priority: 'person' })).timeZone ?? 'UTC')
  const { where } = query
  const hasPeriods = where?.some((term) => conditionsOf(term).some(isPeriod)) ?? false
  const today = hasPeriods ? dayAt(now, await getTimeZone()) : undefined
  return resolveDays(
    { ...query, ...(where && today && { where: where.map((term) => onDay(term, today)) }) },
    getTimeZone,
  )
}

const isPeriod = ({ op }: Condition): boolean => op === 'within'

function onDay(term: WhereTerm, today: string): WhereTerm {
  if ('any' in term) return { any: term.any.map((one) => conditionOnDay(one, today)) }
  return conditionOnDay(term, today)
}

const conditionOnDay = (condition: Condition, today: string): Condition =>
  condition.op === 'within'
    ? { key: condition.key, op: 'range', ...periodDays(condition.period, today) }
    : condition
