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
  withParts(parts, by) {
    const match = parts.map(quoted).join(by === 'all' ? ' AND ' : ' OR ')
    return sql`select rowid as id from search where search match ${match}`
  },
  withBeginning: (text) =>
    sql`select rowid as id from search_begins where search_begins match ${`${quoted(text)}*`}`,
  companiesWithPart: (part) =>
    sql`select -rowid as id from search where search match ${quoted(part)} and rowid < 0`,
  companiesWithBeginning: (text) =>
    sql`select -rowid as id from search_begins
      where search_begins match ${`${quoted(text)}*`} and rowid < 0`,
  // By both indexes, which is faster than a list of their union.
  isIdOrOfCompany: (ids, companies) => sql`(c.id in (${ids}) or c.company_id in (${companies}))`,
  beginReading: sql`begin`,
}
