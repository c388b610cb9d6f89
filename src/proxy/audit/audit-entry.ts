import type { AuditAction, AuditDetail, AuditOutcome } from '#contract/api/audit.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'

/** What is recorded; the time is that of the database. */
export type AuditRecord = {
  action: AuditAction
  actor: Actor
  outcome?: AuditOutcome
  /** ID of the source. */
  source?: string
  contact?: { id: number | null; name: string | null }
  /** What else it is about: a person, a key, a view. */
  subject?: string
  details?: AuditDetail[]
  job?: AuditedRow
}

/** The row of a job that an entry is about. */
export type AuditedRow = {
  id: string
  line: number
  isInline: boolean
  retryOf: string | null
  undoOf: { job: string; actor: string | null } | null
  /** Identifies a send whose outcome is unknown: only the first entry with a key is stored. */
  sendKey?: string
}

/**
 * Who is not known: of sign-ins that failed, and of keys that were refused. The person whose account or key
 * it was about is named by the entry, because nothing says that it was them. `address`: null for many.
 */
export const nobodyAt = (address: string | null): Actor => ({ id: 'nobody', name: '—', address })

/** ID of whoever uses this computer without signing in. */
export const localId = 'local'
