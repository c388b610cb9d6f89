import type { JobRow } from '#contract/api/job-rows.ts'
import { actorIn, type StoredJob, type StoredRow } from '#proxy/jobs/store/job-view.ts'
import type { Source } from '#proxy/sources/source.ts'
import { localActor, type Call } from '#proxy/sources/transport/source-call.ts'

/**
 * The rows whose contacts the user of the call may see; rows without a contact, which have only what was
 * asked for, are those of whoever has asked.
 */
export async function visibleRows<Row extends Pick<StoredRow, 'contact_id'>>(
  { sees }: Source,
  job: StoredJob,
  rows: Row[],
  call: Call,
): Promise<Row[]> {
  if (!sees) return rows
  const isOwn = actorIn(job)?.id === (call.actor ?? localActor).id
  const seen = await sees(
    rows.flatMap(({ contact_id: id }) => id ?? []),
    call,
  )
  return rows.filter(({ contact_id: id }) => (id === null ? isOwn : seen.has(id)))
}

/** The rows without the other contacts that their results name, if those are not visible. */
export async function withoutOthers(
  { sees }: Source,
  rows: JobRow[],
  call: Call,
): Promise<JobRow[]> {
  if (!sees) return rows
  const named = rows.flatMap(({ result }) => {
    if (result.outcome === 'unknown') return result.resembles ?? []
    if (result.outcome !== 'conflict') return []
    return result.conflicts.flatMap((one) =>
      one.attribute === 'chat' ? [one.before ?? [], one.theirs ?? []].flat() : [],
    )
  })
  const seen = await sees(named, call)
  const shown = (id: number | null) => (id !== null && seen.has(id) ? id : null)
  return rows.map((row): JobRow => {
    const { result } = row
    if (result.outcome === 'unknown')
      return { ...row, result: { ...result, resembles: shown(result.resembles) } }
    if (result.outcome !== 'conflict') return row
    const conflicts = result.conflicts.map((one) =>
      one.attribute === 'chat'
        ? { ...one, before: shown(one.before), theirs: shown(one.theirs) }
        : one,
    )
    return { ...row, result: { ...result, conflicts } }
  })
}
