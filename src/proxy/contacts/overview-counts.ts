import type { OverviewCount, OverviewShare, OverviewWeek } from '#contract/api/overview.ts'
import type { Capabilities, OverviewBasis } from '#contract/api/sources.ts'
import { startOfDay } from '#proxy/sources/calendar.ts'
import type { Entry, Recent } from './read-recent-contacts.ts'

const weeksShown = 8
const valuesShown = 10 // per share; the others are only counted
const day = 86_400_000

/** The time since which contacts are read: it covers the first week shown in any time zone. */
export const earliestFrom = (now: number): number => now - (weeksShown * 7 + 1) * day

export type Count = { recent: Recent; startedAt: number; basis: OverviewBasis }

/** Counts contacts by weeks in a time zone (IANA name) and by their attributes. */
export function countOverview(
  { recent, startedAt, basis }: Count,
  { knows, bots }: Pick<Capabilities, 'knows' | 'bots'>,
  zone: string,
): OverviewCount {
  const starts = weekStarts(startedAt, zone)
  const first = starts[0] ?? startedAt
  const from = recent.from === null ? null : Math.max(recent.from, first)
  const entries = recent.entries.filter(({ at }) => from !== null && at >= from)
  const share = (isReported: boolean, valuesOf: (entry: Entry) => Value[]) =>
    isReported && from !== null ? shareOf(entries, valuesOf) : null
  return {
    at: toIso(startedAt),
    asOf: null,
    basis,
    from: from === null ? null : toIso(from),
    gap: from === first ? null : recent.gap,
    contacts: entries.length,
    leftOut: recent.leftOut,
    weeks: starts.slice(0, -1).map((start, index): OverviewWeek => {
      const next = starts[index + 1] ?? start
      const count = (momentOf: (entry: Entry) => number | null) =>
        from === null || start < from
          ? null
          : entries.filter((entry) => isBetween(momentOf(entry), start, next)).length
      return {
        from: toIso(start),
        to: toIso(next - 1000),
        added: count(({ createdAt }) => createdAt),
        changed: basis === 'changed' ? count((entry) => entry.at) : null,
      }
    }),
    responsible: share(knows.responsible, ({ responsible }) => (responsible ? [responsible] : [])),
    tags: share(knows.tags, ({ tags }) => [...new Set(tags)].map((name) => ({ id: null, name }))),
    bots: share(bots.length > 1, ({ bot }) => bots.filter(({ id }) => id === bot)),
  }
}

const isBetween = (at: number | null, start: number, next: number) =>
  at !== null && at >= start && at < next

type Value = { id: number | null; name: string | null }

function shareOf(entries: Entry[], valuesOf: (entry: Entry) => Value[]): OverviewShare {
  const counts = new Map<string, Value & { contacts: number }>()
  let none = 0
  for (const entry of entries) {
    const values = valuesOf(entry)
    if (values.length === 0) none += 1
    for (const { id, name } of values) {
      const key = id === null ? `name ${name}` : `id ${id}`
      counts.set(key, { id, name, contacts: (counts.get(key)?.contacts ?? 0) + 1 })
    }
  }
  return toShare([...counts.values()], none)
}

/** The most frequent values; `none`: the number of contacts without one. */
export function toShare(values: OverviewShare['items'], none: number): OverviewShare {
  const items = values.toSorted(
    (a, b) => b.contacts - a.contacts || (a.name ?? '').localeCompare(b.name ?? ''),
  )
  return {
    items: items.slice(0, valuesShown),
    further: Math.max(0, items.length - valuesShown),
    none,
  }
}

/**
 * The Mondays of the weeks shown and the one after them, as the first moment of the day in the
 * zone.
 */
export function weekStarts(now: number, zone: string): number[] {
  const today = Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now))
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7
  return Array.from({ length: weeksShown + 1 }, (_, index) => {
    const monday = today - (sinceMonday + 7 * (weeksShown - 1 - index)) * day
    return startOfDay(new Date(monday).toISOString().slice(0, 10), zone)
  })
}

const toIso = (at: number): string => new Date(at).toISOString()
