import { sql } from 'kysely'
import type { FeedNames } from '#proxy/sources/source-feed.ts'
import type { Snapshot } from './mirror-query.ts'

const maxCompanies = 20_000

/** Names in rows: those of companies are read once while the content is the same, as pages share them. */
export function createNameReading() {
  let last: { version: number; users: Map<number, string>; companies: Map<number, string> } | null =
    null

  async function users({ connection }: Snapshot): Promise<Map<number, string>> {
    const { rows } = await sql<{ id: number; name: string }>`
      select id, name from names where kind = 'user'`.execute(connection)
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  return {
    forget: () => void (last = null),
    /** Names of all users and of these companies. */
    async read(snapshot: Snapshot, companies: (number | null)[]): Promise<FeedNames> {
      const { version, connection, dialect } = snapshot
      const isCurrent = last?.version === version && last.companies.size < maxCompanies
      const known =
        isCurrent && last ? last : { version, users: await users(snapshot), companies: new Map() }
      last = known
      const unknown = [...new Set(companies)].filter(
        (id): id is number => id !== null && !known.companies.has(id),
      )
      if (unknown.length > 0) {
        const { rows } = await sql<{ id: number; name: string }>`select id, name from names
          where kind = 'company' and ${dialect.isIn(sql.ref('id'), unknown)}`.execute(connection)
        for (const { id, name } of rows) known.companies.set(id, name)
      }
      const named = new Map<number, string>()
      for (const id of companies) {
        const name = id === null ? undefined : known.companies.get(id)
        if (id !== null && name !== undefined) named.set(id, name)
      }
      return { users: known.users, companies: named }
    },
  }
}
