import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import {
  exportedFile,
  exportOrder,
  exportState,
  type ExportedFile,
  type ExportOrder,
} from '#contract/api/exports.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { ExportFilesTable } from '#proxy/store/state-tables.ts'

export type StoredExport = Selectable<ExportFilesTable>
/** Without what was ordered, which nobody who looks at a list needs. */
export type ListedExport = Omit<StoredExport, 'order_json'>
/** Columns of it. */
export const listed = [
  'id',
  'source_id',
  'actor_id',
  'actor_name',
  'address',
  'name',
  'selected',
  'state',
  'progress',
  'starts',
  'owner',
  'until',
  'bytes',
  'created_at',
  'ended_at',
] as const

/** How far an export is, and what came of it. */
const exportProgress = z.pick(exportedFile, {
  read: true,
  total: true,
  rows: true,
  missing: true,
  unreadable: true,
  cut: true,
  asOf: true,
  timeZone: true,
  failure: true,
  problem: true,
})
export type ExportProgress = z.infer<typeof exportProgress>

export const noProgress: ExportProgress = {
  read: 0,
  total: null,
  rows: 0,
  missing: 0,
  unreadable: { count: 0, rows: [] },
  cut: 0,
  asOf: null,
  timeZone: null,
  failure: null,
  problem: null,
}

/** A file, and what is known of an export without one, is erased after so long. */
export const keepMs = 24 * 3_600_000

export const orderOf = ({ order_json }: Pick<StoredExport, 'order_json'>): ExportOrder =>
  exportOrder.parse(JSON.parse(order_json))
export const actorIn = (row: StoredExport): Actor => ({
  id: row.actor_id,
  name: row.actor_name,
  address: row.address,
})
const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

export function toExport(row: ListedExport): ExportedFile {
  const progress = exportProgress.parse(JSON.parse(row.progress))
  return {
    ...progress,
    id: row.id,
    source: row.source_id,
    name: row.name,
    state: exportState.parse(row.state),
    createdAt: new Date(row.created_at).toISOString(),
    endedAt: isoOf(row.ended_at),
    expiresAt: isoOf(row.ended_at === null ? null : row.ended_at + keepMs),
    selected: row.selected,
    bytes: row.bytes,
    starts: row.starts,
  }
}
