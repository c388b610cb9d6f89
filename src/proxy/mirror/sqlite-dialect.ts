import { sql } from 'kysely'
import type { MirrorDialect } from './mirror-dialect.ts'

const listOf = (values: readonly (string | number)[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

export const sqliteDialect: MirrorDialect = {
  isIn: (subject, values) => sql`${subject} in ${listOf(values)}`,
  isCompared: (subject, comparison, bound) => sql`${subject} ${sql.raw(comparison)} ${bound}`,
  itemIsIn: (values) => sql`i.value in ${listOf(values)}`,
  itemIsCompared: (comparison, bound) => sql`i.value ${sql.raw(comparison)} ${bound}`,
  positionIn: (subject, text) => sql`instr(${subject}, ${text})`,
  listed: (ids) => sql`json_each(${JSON.stringify(ids)}) j`,
  // Rows of a million would not fit into the memory of a thread; SQLite keeps the order of them.
  idsAsJson: (query) => sql`select json_group_array(id) as ids from (${query})`,
  noLimit: sql`-1`,
  joinToFirst: sql`cross join`,
  hasParts(parts, by) {
    const match = parts.map(quoted).join(by === 'all' ? ' AND ' : ' OR ')
    return sql`c.id in (select rowid from search where search match ${match})`
  },
  hasBeginning: (text) =>
    sql`c.id in (select rowid from search_begins where search_begins match ${`${quoted(text)}*`})`,
  beginReading: sql`begin`,
}
