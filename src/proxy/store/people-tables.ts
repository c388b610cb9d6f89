/** Who may use this installation, see `auth/`. Times are milliseconds since 1970, secrets are hashes. */
export type PeopleTables = {
  /** One row; its version increases with every change of users, roles and their settings. */
  people_state: { id: number; version: number }
  users: UsersTable
  /** Accounts at OpenID providers. */
  identities: { issuer: string; sub: string; user_id: string; created_at: number }
  /** `source_id` is `*` for every source that is not named. */
  user_roles: { user_id: string; source_id: string; role: string }
  role_settings: RoleSettingsTable
  /** Who somebody is at a source. */
  source_users: { user_id: string; source_id: string; source_user_id: number }
  sessions: SessionsTable
  one_time_links: OneTimeLinksTable
  sign_in_attempts: SignInAttemptsTable
  /** Browsers that have signed in to an account by its password. */
  known_devices: { hash: string; user_id: string; created_at: number }
}

type UsersTable = {
  id: string
  email: string
  /** The e-mail in the form in which it is compared. */
  email_key: string
  name: string
  /** In PHC string format; null if no password was set. */
  password_hash: string | null
  disabled_at: number | null
  created_at: number
  last_seen_at: number | null
}

type RoleSettingsTable = {
  source_id: string
  role: string
  max_rows: number | null
  may_export: number
  visibility: string
}

type SessionsTable = {
  /** Of the session ID that only its browser has. */
  hash: string
  /** By which it is listed and ended. */
  id: string
  user_id: string
  /** How its owner signed in. */
  method: string
  created_at: number
  last_seen_at: number
  expires_idle: number
  expires_absolute: number
  address: string | null
  agent: string | null
}

type OneTimeLinksTable = {
  hash: string
  user_id: string
  purpose: string
  created_at: number
  expires_at: number
  used_at: number | null
}

type SignInAttemptsTable = {
  /** Hash of what is counted: an account, an address, both, or a known browser. */
  key: string
  failures: number
  last_at: number
  blocked_until: number
}
