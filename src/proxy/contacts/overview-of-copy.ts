import type { FacetQuery } from '#contract/api/facets.ts'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { OverviewCount, OverviewShare } from '#contract/api/overview.ts'
import type { SourceMirror } from '#proxy/sources/source.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { toShare, weekStarts } from './overview-counts.ts'

const call = { priority: 'bulk' } as const

/** The overview of a source by its complete local copy: exact, at once, and without a request. */
export async function overviewOfCopy(
  mirror: SourceMirror,
  visibility: Visibility,
  zone: string,
  now: number,
): Promise<OverviewCount> {
  const starts = weekStarts(now, zone)
  const from = starts[0] ?? now
  const recent = { updated: { from: toIso(from) } }
  const count = async (filter: Partial<ContactQuery>): Promise<number> => {
    const query = { page: 1, size: 1, search: '', ...filter }
    return (await mirror.listContacts(query, visibility, call)).total ?? 0
  }
  const share = async (key: FacetQuery['key']): Promise<OverviewShare> => {
    const { items, empty } = await mirror.facets({ key, search: '', ...recent }, visibility)
    const values = items.map(({ value, label, count: contacts }) =>
      key === 'tags'
        ? { id: null, name: value, contacts }
        : { id: Number(value), name: label, contacts },
    )
    return toShare(values, empty)
  }
  const weeks = starts.slice(0, -1).map(async (start, index) => {
    const range = { from: toIso(start), to: toIso((starts[index + 1] ?? start) - 1000) }
    const [added, changed] = await Promise.all([
      count({ created: range, ...recent }),
      count({ updated: range }),
    ])
    return { ...range, added, changed }
  })
  return {
    at: toIso(now),
    asOf: mirror.asOf(),
    basis: 'changed',
    from: toIso(from),
    gap: null,
    contacts: await count(recent),
    leftOut: await count({ where: [{ key: 'updatedAt', op: 'empty' }] }),
    weeks: await Promise.all(weeks),
    responsible: await share('responsible'),
    tags: await share('tags'),
    bots: null,
  }
}

const toIso = (at: number): string => new Date(at).toISOString()
