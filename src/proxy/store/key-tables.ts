/** Keys for scripts, see `auth/keys/`. Times are milliseconds since 1970. */
export type KeyTables = {
  api_keys: {
    id: string
    /** Of the key, which only its owner has. */
    hash: string
    user_id: string
    label: string
    /** The last characters of the key. */
    ending: string
    /** The most that it may do. */
    role: string
    /** JSON of the IDs of sources; null: all. */
    sources: string | null
    created_at: number
    last_used_at: number | null
    expires_at: number | null
    revoked_at: number | null
  }
  /** Refused keys of an hour, see `auth/keys/refused-keys.ts`. */
  refused_keys: {
    /** Which key from which network. */
    id: string
    /** 1 for a key that exists, or did. */
    is_known: number
    label: string | null
    /** The e-mail of whose key it is. */
    owner: string | null
    problem: string
    /** Null: from many. */
    address: string | null
    attempts: number
    began_at: number
    last_at: number
  }
}
