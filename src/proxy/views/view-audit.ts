import type { Selectable } from 'kysely'
import type { AuditDetail } from '#contract/api/audit.ts'
import type { AuditRecord } from '#proxy/audit/audit-entry.ts'
import type { ViewsTable } from '#proxy/store/state-tables.ts'

type Row = Selectable<ViewsTable>

const stateOf = (row: Row | null): string | null => {
  if (row === null) return null
  if (row.deleted_at !== null) return 'deleted'
  return row.is_shared === 1 ? 'shared' : 'private'
}

/** The entry for a change of a view; undefined for one that is nobody else's business. */
export function entryOfView(
  before: Row | null,
  after: Row,
): Omit<AuditRecord, 'actor'> | undefined {
  if (before?.is_shared !== 1 && after.is_shared !== 1) return undefined
  const sharing: AuditDetail[] =
    stateOf(before) === stateOf(after)
      ? []
      : [{ attribute: 'view', before: stateOf(before), after: stateOf(after) }]
  const others = (['name', 'search', 'position'] as const).flatMap((attribute) =>
    before === null || before[attribute] === after[attribute]
      ? []
      : [{ attribute, before: before[attribute], after: after[attribute] }],
  )
  return {
    // Whether others have it is a question of its own.
    action: before !== null && before.is_shared === after.is_shared ? 'viewChange' : 'viewShared',
    source: after.source_id,
    subject: after.name,
    details: [...sharing, ...others],
  }
}
