import { sql } from 'kysely'
import type { MirrorDialect, Sql } from './mirror-dialect.ts'

/** Of more values, statements would differ by their number alone. */
const maxListed = 32

/** A single value and a list tell the planner that the index of the values is the one to use. */
function isOneOf(subject: Sql, values: readonly (string | number)[]): Sql {
  const [only] = values
  if (only !== undefined && values.length === 1) return sql`${subject} = ${only}`
  if (values.length > maxListed)
    return sql`${subject} in (select value from json_each(${JSON.stringify(values)}))`
  return sql`${subject} in (${sql.join(values)})`
}

const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

export const sqliteDialect: MirrorDialect = {
  isIn: isOneOf,
  isCompared: (subject, comparison, bound) => sql`${subject} ${sql.raw(comparison)} ${bound}`,
  itemIsIn: (values) => isOneOf(sql`i.value`, values),
  itemIsCompared: (comparison, bound) => sql`i.value ${sql.raw(comparison)} ${bound}`,
  positionIn: (subject, text) => sql`instr(${subject}, ${text})`,
  // Each list is in the order of the IDs, so that they are merged as they are read.
  inAllOf: (lists) => sql`c.id in (${sql.join(lists, sql` intersect `)} order by 1)`,
  nameHints: (parts) =>
    parts.length === 0 ? [] : [sql`c.id in (${sqliteDialect.withParts(parts, 'all')})`],
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
    sql`select rowid as id from search_begins where search_begins match ${quoted(text)}`,
  companiesWithPart: (part) =>
    sql`select -rowid as id from search where search match ${quoted(part)} and rowid < 0`,
  companiesWithBeginning: (text) =>
    sql`select -rowid as id from search_begins
      where search_begins match ${quoted(text)} and rowid < 0`,
  // By both indexes, which is faster than a list of their union.
  isIdOrOfCompany: (ids, companies) => sql`(c.id in (${ids}) or c.company_id in (${companies}))`,
  beginReading: sql`begin`,
}
