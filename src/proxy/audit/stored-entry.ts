import * as z from 'zod/mini'
import { auditAction, auditDetail, auditOutcome, type AuditEntry } from '#contract/api/audit.ts'
import type { AuditRow } from './audit-rows.ts'

const storedDetails = z.array(auditDetail)

export const toIso = (at: number): string => new Date(at).toISOString()

/** An entry as it is shown, without what other entries say about it. */
export function toEntry(row: AuditRow): AuditEntry {
  const hasContact = row.contact_id !== null || row.contact_name !== null
  return {
    id: row.id,
    at: toIso(row.at),
    actor: { id: row.actor_id, name: row.actor_name },
    address: row.address,
    action: auditAction.parse(row.action),
    outcome: auditOutcome.parse(row.outcome),
    source: row.source_id,
    contact: hasContact ? { id: row.contact_id, name: row.contact_name } : null,
    subject: row.subject,
    job:
      row.job_id === null
        ? null
        : { id: row.job_id, line: row.line, isInline: row.is_inline === 1 },
    undoOf: row.undo_of === null ? null : { job: row.undo_of, actor: row.undone_actor },
    details: storedDetails.parse(JSON.parse(row.details)),
    resolution: null,
    entries: null,
  }
}
