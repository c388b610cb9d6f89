import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { MirrorTables } from './mirror-tables.ts'

/**
 * What changes in every transaction that changes contacts, so that a query knows it of the same
 * moment: `version` is another number whenever the content is another one.
 */
const mirrorContent = z.object({ version: z.int(), count: z.int(), isIndexed: z.boolean() })
export type MirrorContent = z.infer<typeof mirrorContent>

export async function readContent(db: Kysely<MirrorTables>): Promise<MirrorContent> {
  const { rows } = await sql<{
    value: string
  }>`select value from meta where key = 'content'`.execute(db)
  const [row] = rows
  return row
    ? mirrorContent.parse(JSON.parse(row.value))
    : { version: 0, count: 0, isIndexed: false }
}

export async function writeContent(
  db: Kysely<MirrorTables>,
  content: MirrorContent,
): Promise<void> {
  await sql`insert into meta (key, value) values ('content', ${JSON.stringify(content)})
    on conflict (key) do update set value = excluded.value`.execute(db)
}
