import type { Generated } from 'kysely'

/** Times are milliseconds since 1970. */
export type Tables = {
  migrations: { name: string; applied_at: number }
  source_tokens: SourceTokensTable
  source_gates: SourceGatesTable
  jobs: JobsTable
  job_parts: { job_id: string; part: number; hash: string; rows: number }
  job_rows: JobRowsTable
  job_leases: JobLeasesTable
  create_keys: CreateKeysTable
}

type SourceTokensTable = {
  source_id: string
  /** Both tokens, encrypted; see `tokens/token-encryption.ts`. */
  sealed: string
  issued_at: number
  expires_at: number
  /** Counts the pairs of this source; a refresh turns version n into n + 1 or into nothing. */
  version: number
  /** The version whose refresh token the source has rejected for good. */
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

/** Bulk writes, see `jobs/`. Counts by outcome are stored with the job: counting 100,000 rows is slow. */
type JobsTable = {
  id: string
  source_id: string
  kind: string
  title: string | null
  /** draft, open, done or cancelled; inline while the request that made it is answered. */
  state: string
  /** Identifies a repeated request, with the hash of its content. */
  key: string
  hash: string
  /** JSON of the changes or the status that rows without input of their own share. */
  shared: string | null
  /** The tag that an undo gives to created contacts. */
  tag: string | null
  undo_of: string | null
  retry_of: string | null
  /** Who ordered it; the name is null of jobs from before it was kept. */
  actor_id: string | null
  actor_name: string | null
  /** 1 for the journal of a request: in no list. */
  is_inline: number
  /** Until when whoever answers the request is taken for alive, by the database's clock. */
  inline_until: number | null
  total: number
  created_at: number
  started_at: number | null
  ended_at: number | null
  waiting: string | null
  waiting_until: number | null
  is_cancelled: number
  version: Generated<number>
  created: Generated<number>
  changed: Generated<number>
  unchanged: Generated<number>
  invalid: Generated<number>
  rejected: Generated<number>
  conflict: Generated<number>
  unknown: Generated<number>
  cancelled: Generated<number>
}

type JobRowsTable = {
  job_id: string
  line: number
  contact_id: number | null
  name: string | null
  /** JSON of a draft, or of an edit without its id; 0.1.0 wrote patches and links. */
  input: string | null
  outcome: string
  /** JSON of the result besides the outcome. */
  result: string | null
  /** Before-image and what was sent, JSON: the journal. */
  base: string | null
  after: string | null
  /** Which request the row was sent with last, when, and how often it was sent. */
  chunk: string | null
  sent_at: number | null
  tries: Generated<number>
  /** See `CreationCursor`: contacts with higher ids were created after the send. */
  created_after_id: number | null
  created_after_at: number | null
  /** The job that tries the row again, so that no second one does. */
  retried_by: string | null
}

/** Which process runs the jobs of a source, until when by the database's clock; `fence` grows with each owner. */
type JobLeasesTable = { source_id: string; owner: string; fence: number; until: number }

/** Creates of requests by the key that came with them, and the row that holds what became of each. */
type CreateKeysTable = {
  source_id: string
  key: string
  /** Of what was to be created. */
  hash: string
  job_id: string
  line: number
}
