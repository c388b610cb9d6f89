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
}
