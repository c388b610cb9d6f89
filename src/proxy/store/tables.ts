import type { Generated } from 'kysely'

/** Times are milliseconds since 1970. */
export type Tables = {
  migrations: { name: string; applied_at: number }
  source_tokens: SourceTokensTable
  source_gates: SourceGatesTable
}

type SourceTokensTable = {
  source_id: string
  /** Both tokens, encrypted; see `tokens/seal.ts`. */
  sealed: string
  issued_at: number
  expires_at: number
  /** Counts the pairs of this source; a refresh turns version n into n + 1 or into nothing. */
  version: number
  /** The version whose refresh token the source has refused for good. */
  revoked_version: number | null
  /** Who may use the refresh token now, and until when by the database's clock. */
  lease_owner: string | null
  lease_until: number | null
}

/** Postgres only: one process needs no shared gate. */
type SourceGatesTable = {
  source_id: string
  /** The last departures, oldest first; as many as may leave within a second. */
  departures: Generated<number[]>
  held_until: Generated<number>
}
