import type { ContactQuery } from '#contract/api/contacts.ts'
import type { FilterName } from '#contract/api/filters.ts'
import type { SelectionQuery } from '#proxy/jobs/orders/selection-query.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { visibilityIn, type RunContext } from './run-context.ts'

/**
 * The results of rows whose contacts do not match the query of the job any more. Where nothing can
 * compare them there are none, and the job says so. Nothing of the rows may have been written yet, because
 * that may have changed what is compared.
 */
export async function skippedRows(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
  call: Call,
): Promise<RowUpdate[]> {
  const { source, store } = context
  const ids = rows.flatMap(({ contact_id: id }) => id ?? [])
  if (job.query === null || ids.length === 0) return []
  const query: SelectionQuery = JSON.parse(job.query)
  const visibility = await visibilityIn(context, job)
  const asked = { ...query, page: 1, size: Math.max(...source.info.capabilities.pageSizes) }
  const { matching, unread } = await matchesOf(source, ids, asked, visibility, call)
  if (unread.length > 0 && !job.is_unchecked) await store.noteUnchecked(job.id)
  const remaining = new Set([...matching, ...unread])
  return rows.flatMap((row): RowUpdate[] => {
    const { contact_id: id } = row
    if (id === null || remaining.has(id)) return []
    return [{ row, result: { outcome: 'skipped', id }, base: null, after: null }]
  })
}

/** `unread`: nothing can tell whether they match. */
type Matches = { matching: number[]; unread: number[] }

async function matchesOf(
  source: Source,
  ids: number[],
  query: ContactQuery,
  visibility: Visibility,
  call: Call,
): Promise<Matches> {
  const { mirror } = source
  if (mirror?.isComplete())
    try {
      const { ids: matching, unread } = await mirror.matching(ids, query, visibility, call)
      return { matching, unread }
    } catch (error) {
      // It was thrown away meanwhile.
      if (mirror.isComplete()) throw error
    }
  return matchesAtSource(source, ids, query, call)
}

/** Filters by what a contact keeps for as long as it exists. */
const lasting: ReadonlySet<string> = new Set<FilterName>(['bot', 'created'])

/** By the source's own list; what it returns is checked there. */
async function matchesAtSource(
  { info, reader }: Source,
  ids: number[],
  query: ContactQuery,
  call: Call,
): Promise<Matches> {
  const unknown = { matching: [], unread: ids }
  if (!info.capabilities.filters.includes('ids')) {
    const { page: _page, size: _size, search, ...filters } = query
    const names = Object.entries(filters).flatMap(([name, filter]) => (filter ? [name] : []))
    const isLasting = search === '' && names.every((name) => lasting.has(name))
    return isLasting ? { matching: ids, unread: [] } : unknown
  }
  const asked = ids.filter((id) => query.ids?.includes(id) ?? true)
  if (asked.length === 0) return { matching: [], unread: [] }
  try {
    const { items, unreadable, filterApplied } = await reader.listContacts(
      { ...query, ids: asked },
      call,
    )
    if (!filterApplied) return unknown
    return { matching: items.map(({ id }) => id), unread: unreadable.flatMap(({ id }) => id ?? []) }
  } catch (error) {
    if (error instanceof UnsupportedError) return unknown
    throw error
  }
}
