import { sql } from 'kysely'
import type { Bound, MirrorDialect, Sql } from './mirror-dialect.ts'

/** Characters of a value that are indexed: a row of an index has less than a third of a page. */
export const indexedLength = 300

const beginning = sql.raw(`left(i.value, ${indexedLength})`)
const beginningOf = (value: string): string =>
  Array.from(value.slice(0, 2 * indexedLength))
    .slice(0, indexedLength)
    .join('')

/** A list has a type of its own, because nothing else tells it of a parameter. */
function isIn(subject: Sql, values: readonly Bound[]): Sql {
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length < values.length) return sql`${subject} = any(${values.map(String)}::text[])`
  // Others are no ID.
  return sql`${subject} = any(${numbers.filter(Number.isSafeInteger)}::bigint[])`
}

const typed = (bound: Bound): Sql =>
  typeof bound === 'string'
    ? sql`${bound}`
    : Number.isSafeInteger(bound)
      ? sql`${bound}::bigint`
      : sql`${bound}::float8`

const pattern = (part: string) => `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

export const postgresDialect: MirrorDialect = {
  isIn,
  isCompared: (subject, comparison, bound) =>
    sql`${subject} ${sql.raw(comparison)} ${typed(bound)}`,
  itemIsIn: (values) =>
    sql`(${isIn(beginning, values.map(beginningOf))} and ${isIn(sql`i.value`, values)})`,
  // The beginnings have the same order, or are equal.
  itemIsCompared(comparison, bound) {
    const [operator, value] = [sql.raw(comparison), String(bound)]
    return sql`(${beginning} ${operator} ${beginningOf(value)} and i.value ${operator} ${value})`
  },
  positionIn: (subject, text) => sql`strpos(${subject}, ${text})`,
  // The planner joins the indexes by itself.
  inAllOf: null,
  // Without an index of parts of texts this would read more than the names.
  nameHints: () => [],
  listed: (ids) => sql`unnest(${ids}::bigint[]) with ordinality j (value, key)`,
  idsAsJson: (query) => sql`select coalesce(json_agg(id), '[]')::text as ids from (${query}) q`,
  noLimit: sql`all`,
  joinToFirst: sql`join`,
  withParts(parts, by) {
    const tests = parts.map((part) => sql`t.text like ${pattern(part)}`)
    return sql`select t.id from texts t where ${sql.join(tests, by === 'all' ? sql` and ` : sql` or `)}`
  },
  withBeginning: (text) => sql`select t.id from texts t where t.beginnings @> array[${text}::text]`,
  companiesWithPart: (part) =>
    sql`select -t.id as id from texts t where t.id < 0 and t.text like ${pattern(part)}`,
  companiesWithBeginning: (text) =>
    sql`select -t.id as id from texts t where t.id < 0 and t.beginnings @> array[${text}::text]`,
  // Two conditions would be tested for each contact.
  isIdOrOfCompany: (ids, companies) =>
    sql`c.id in (${ids} union all select c.id from contacts c where c.company_id in (${companies}))`,
  beginReading: sql`begin isolation level repeatable read read only`,
}
