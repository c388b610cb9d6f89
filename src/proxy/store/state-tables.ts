import type { Generated } from 'kysely'
import type { KeyTables } from './key-tables.ts'
import type { PeopleTables } from './people-tables.ts'

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
  mirror_choices: MirrorChoicesTable
  mirror_requests: { source_id: string; request: string }
  views: ViewsTable
  preferences: PreferencesTable
  audit_entries: AuditEntriesTable
  /** A single row: how long entries are retained, in milliseconds. Younger ones cannot be deleted. */
  audit_retention: { id: number; ms: number }
  export_files: ExportFilesTable
  /** Files of exports by parts, where several processes share the database. */
  export_chunks: { export_id: string; number: number; bytes: Uint8Array }
  /** How much is left of what is limited, see `auth/keys/rate-buckets.ts`. */
  rate_buckets: { key: string; level: number; at: number; is_refused: number }
} & PeopleTables &
  KeyTables

type SourceTokensTable = {
  source_id: string
  /** Access and refresh token, encrypted; see `tokens/token-encryption.ts`. */
  sealed: string
  issued_at: number
  expires_at: number
  /**
   * Increases with each pair of tokens of this source; a refresh turns version n into n + 1 or
   * fails.
   */
  version: number
  /** The version whose refresh token the source has permanently rejected. */
  revoked_version: number | null
  /** The process that may use the refresh token now, and until when by the database's clock. */
  lease_owner: string | null
  lease_until: number | null
}

/** Postgres only, because a single process needs no shared gate. */
type SourceGatesTable = {
  source_id: string
  /** The last departures, oldest first: as many as are allowed per second. */
  departures: Generated<number[]>
  held_until: Generated<number>
}

/**
 * Bulk writes, see `jobs/`. Counts by outcome are stored with the job, because counting 100,000
 * rows is slow.
 */
type JobsTable = {
  id: string
  source_id: string
  kind: string
  title: string | null
  /** draft, open, done or cancelled; inline while the request that created it is in progress. */
  state: string
  /** Identifies a repeated request, together with the hash of its content. */
  key: string
  hash: string
  /** The changes or the status shared by rows without input of their own, as JSON. */
  shared: string | null
  /** The tag with which an undo marks created contacts. */
  tag: string | null
  undo_of: string | null
  retry_of: string | null
  /**
   * The user who requested the job; the name is null for jobs stored before users were recorded.
   */
  actor_id: string | null
  actor_name: string | null
  /** The network address of their request. */
  actor_address: string | null
  /** 1 for the journal of a single request, which is not listed. */
  is_inline: number
  /**
   * Until when the process that handles the request is considered alive, by the database's clock.
   */
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
  skipped: Generated<number>
  /** The search and the filters that contacts have to match when they are written, as JSON. */
  query: string | null
  /** 1 if for some of them it could not be checked. */
  is_unchecked: Generated<number>
}

type JobRowsTable = {
  job_id: string
  line: number
  contact_id: number | null
  name: string | null
  /** JSON of a contact to create, or of an edit without its ID; 0.1.0 stored patches and links. */
  input: string | null
  outcome: string
  /** JSON of the result without the outcome. */
  result: string | null
  /** The journal: previous values and what was sent, as JSON. */
  base: string | null
  after: string | null
  /** The last request with which the row was sent, when, and how often the row was sent. */
  chunk: string | null
  sent_at: number | null
  tries: Generated<number>
  /** See `CreationCursor`: contacts with higher IDs were created after the row was sent. */
  created_after_id: number | null
  created_after_at: number | null
  /** The job that retries the row; prevents a second one from doing so. */
  retried_by: string | null
}

/**
 * The process that runs the jobs of a source, and until when by the database's clock; `fence`
 * increases with each owner.
 */
type JobLeasesTable = { source_id: string; owner: string; fence: number; until: number }

/** Creates of requests by their idempotency key, and the row with the outcome of each. */
type CreateKeysTable = {
  source_id: string
  key: string
  /** Hash of the contact to create. */
  hash: string
  job_id: string
  line: number
}

/** What users have chosen for the local copy of a source: on, paused or off. */
type MirrorChoicesTable = { source_id: string; choice: string }

/** Saved views of lists, see `views/`. */
export type ViewsTable = {
  id: string
  source_id: string
  /** The ID of the person to whom it belongs, and the name at that time. */
  owner: string
  owner_name: string
  name: string
  /** The name as it is compared: no two of a person, and no two shared ones, have the same. */
  name_key: string
  /** The query string of the list's address. */
  search: string
  is_shared: number
  position: number
  version: number
  created_at: number
  created_by: string
  changed_at: number
  changed_by: string
  changed_by_name: string
  /** Deleted views can be restored for a while. */
  deleted_at: number | null
  /** The idempotency key of the request that created it, and the hash of its content. */
  key: string
  hash: string
}

/** What people have set for themselves; `value` is JSON, `null` of what was removed. */
type PreferencesTable = {
  owner: string
  key: string
  value: string
  version: number
  changed_at: number
}

/** Exports with their files, see `exports/`. */
export type ExportFilesTable = {
  id: string
  source_id: string
  actor_id: string
  actor_name: string
  address: string | null
  /** What was ordered, as JSON: IDs of contacts make it long. */
  order_json: string
  /** Name of the file with its extension. */
  name: string
  /** How many contacts were selected; null: all that match. */
  selected: number | null
  state: string
  /** How far it is and what came of it, as JSON. */
  progress: string
  /** How often it was begun. */
  starts: number
  /** The process that runs it, and until when by the database's clock. */
  owner: string | null
  until: number
  /** Size of the file. */
  bytes: number
  created_at: number
  ended_at: number | null
}

/** The audit log, see `audit/`. The database refuses changes, and deletes before their time. */
type AuditEntriesTable = {
  id: Generated<number>
  at: number
  /** `local` for whoever uses this computer without signing in. */
  actor_id: string
  actor_name: string
  address: string | null
  action: string
  outcome: string
  source_id: string | null
  contact_id: number | null
  contact_name: string | null
  /** What else it is about: a person, a key, a view. */
  subject: string | null
  job_id: string | null
  line: number | null
  /** 1 for a row of a single request. */
  is_inline: number
  retry_of: string | null
  undo_of: string | null
  /** Who had started the job that was undone. */
  undone_actor: string | null
  /** JSON: attributes before and after. */
  details: string
  /** 1 for the first entry of a job, and for entries without a job. */
  is_first: number
  /** Identifies a send whose outcome is unknown, which is recorded once. */
  send_key: string | null
}
