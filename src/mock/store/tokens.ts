import type { Database } from './database.ts'
import type { Directory } from './account-directory.ts'
import type { User } from './user.ts'

export type TokenKind = 'access' | 'refresh' | 'code'

export type Token = {
  token: string
  kind: TokenKind
  user_id: number
  client_id: string | null
  /** Unix seconds; null means no expiry. */
  expires_at: number | null
  state: 'good' | 'used' | 'expired'
}

/** Access tokens (long-lived and by OAuth), refresh tokens and codes. */
export function createTokens(db: Database, directory: Directory, now: () => number) {
  const isExpired = (token: Token) =>
    token.state === 'expired' || (token.expires_at !== null && token.expires_at <= now())

  return {
    find: (token: string, kind: TokenKind) =>
      db.get<Token>('select * from tokens where token = ? and kind = ?', token, kind),
    isExpired,
    /** The user behind an access token, or why there is none. */
    userOf(token: string): User | 'expired' | undefined {
      const found = this.find(token, 'access')
      if (!found || found.state === 'used') return undefined
      return isExpired(found) ? 'expired' : directory.user(found.user_id)
    },
    issue(token: Omit<Token, 'state'>) {
      db.run(
        `insert or replace into tokens values (?, ?, ?, ?, ?, 'good')`,
        token.token,
        token.kind,
        token.user_id,
        token.client_id,
        token.expires_at,
      )
    },
    remove: (token: string) => db.run('delete from tokens where token = ?', token),
    markUsed: (token: string) => db.run(`update tokens set state = 'used' where token = ?`, token),
    /** Expires an access token, or all of them. */
    expire: (token?: string) =>
      token === undefined
        ? db.run(`update tokens set state = 'expired' where kind = 'access'`).changes
        : db.run(`update tokens set state = 'expired' where token = ? and kind = 'access'`, token)
            .changes,
  }
}
