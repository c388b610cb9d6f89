import type { Param } from './database.ts'

export type Range = { from?: number; to?: number }

/** Filter of a contact list; all given conditions must hold. */
export type ContactFilter = {
  ids?: number[]
  names?: string[]
  createdBy?: number[]
  updatedBy?: number[]
  responsible?: number[]
  createdAt?: Range
  updatedAt?: Range
  closestTaskAt?: Range
  fields?: ({ id: number; keys: number[] } | { id: number; range: Range })[]
  text?: string
  /** Only this share of all contacts, from 0 to 1; which ones depends on their ids only. */
  share?: number
  /** Only contacts in the trash instead of only those outside. */
  trashed?: boolean
}

/**
 * One condition of a filter in two forms: `test` for a given row `c`, and `find` for selecting the
 * ids by an index of its own (`select id ...`), if there is one.
 */
export type Condition = { test: string; testParams: Param[]; find?: string; findParams?: Param[] }

/** v4 lists the account's contacts, v2 those of the other documented account as well. */
export type ListScope = 'v4' | 'v2'

export function conditionsOf(filter: ContactFilter, scope: ListScope): Condition[] {
  const conditions: Condition[] = []
  // Two selects, because each has a partial index of its own.
  const find = (test: string, params: Param[]) => {
    const select = (shown: number) =>
      `select c.id from contacts c where c.shown = ${shown} and ${test}`
    return scope === 'v4'
      ? { find: select(1), findParams: params }
      : { find: `${select(1)} union all ${select(2)}`, findParams: [...params, ...params] }
  }
  const isOneOf = (column: string, values: (number | string)[] | undefined) => {
    if (!values) return
    const test = `c.${column} in (${placeholders(values)})`
    conditions.push({ test, testParams: values, ...find(test, values) })
  }
  const isWithin = (column: string, range: Range | undefined) => {
    if (!range) return
    const { test, params } = rangeTest(`c.${column}`, range)
    conditions.push({ test, testParams: params, ...find(test, params) })
  }
  isOneOf('id', filter.ids)
  if (filter.names) {
    isOneOf(
      'sort_name',
      filter.names.map((name) => name.toLowerCase()),
    )
    const test = `exists (select 1 from contact_docs d where d.id = c.id and d.body ->> 'name' in (${placeholders(filter.names)}))`
    conditions.push({ test, testParams: filter.names })
  }
  isOneOf('created_by', filter.createdBy)
  isOneOf('updated_by', filter.updatedBy)
  isOneOf('responsible_user_id', filter.responsible)
  isWithin('created_at', filter.createdAt)
  isWithin('updated_at', filter.updatedAt)
  isWithin('closest_task_at', filter.closestTaskAt)
  if (filter.share !== undefined) conditions.push(shareCondition(filter.share))
  for (const field of filter.fields ?? []) conditions.push(fieldCondition(field))
  if (filter.text) conditions.push(...textConditions(filter.text))
  return conditions
}

/** The multiplication spreads neighbouring ids over all remainders. */
const shareCondition = (share: number): Condition => ({
  test: '(c.id * 761) % 1000 < ?',
  testParams: [Math.round(share * 1000)],
})

type FieldFilter = NonNullable<ContactFilter['fields']>[number]

/** With `+` before a column SQLite does not use its index, which would be read again for every row. */
function fieldCondition(field: FieldFilter): Condition {
  if ('keys' in field) {
    const test = `v.key in (${placeholders(field.keys)})`
    const distinct = field.keys.length > 1 ? 'distinct' : ''
    return {
      test: `exists (select 1 from field_values v where v.contact_id = c.id and v.field_id = ? and ${test})`,
      testParams: [field.id, ...field.keys],
      find: `select ${distinct} v.contact_id as id from field_values v where ${test}`,
      findParams: field.keys,
    }
  }
  const { test, params } = rangeTest('v.number', field.range)
  const all = [field.id, ...params]
  const rowTest = test.replaceAll('v.number', '+v.number')
  return {
    test: `exists (select 1 from field_values v where v.contact_id = c.id and v.field_id = ? and ${rowTest})`,
    testParams: all,
    find: `select v.contact_id as id from field_values v where v.field_id = ? and ${test}`,
    findParams: all,
  }
}

const minIndexedLength = 3 // the index has trigrams

/** Every word must occur; a phone number typed with spaces and brackets is searched as digits. */
function textConditions(text: string): Condition[] {
  const words = wordsOf(text.toLowerCase())
  const isIndexed = (word: string) => Array.from(word).length >= minIndexedLength
  const indexed = words.filter(isIndexed)
  const short = words.filter((word) => !isIndexed(word))
  const match = indexed.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  const find = 'select s.rowid as id from contact_search s where contact_search match ?'
  return [
    ...(indexed.length > 0 ? [{ ...wordTest(indexed), find, findParams: [match] }] : []),
    ...(short.length > 0 ? [wordTest(short)] : []),
  ]
}

const wordTest = (words: string[]): Condition => ({
  test: `exists (select 1 from contact_texts t where t.id = c.id and ${words.map(() => 'instr(t.text, ?) > 0').join(' and ')})`,
  testParams: words,
})

function wordsOf(text: string): string[] {
  const digits = text.replaceAll(/\D/g, '')
  if (/^[\d\s()+-]+$/.test(text) && digits.length >= 5) return [digits]
  // SQLite's search ends a string at NUL.
  const words = text.split(/[\s\0]+/).filter((word) => word !== '')
  return words.length > 0 ? words.slice(0, 20) : [text]
}

function rangeTest(column: string, { from, to }: Range) {
  const params: number[] = []
  const tests = [`${column} is not null`]
  if (from !== undefined) tests.push(`${column} >= ?`)
  if (from !== undefined) params.push(from)
  if (to !== undefined) tests.push(`${column} <= ?`)
  if (to !== undefined) params.push(to)
  return { test: tests.join(' and '), params }
}

const placeholders = (values: readonly unknown[]) => values.map(() => '?').join(', ') || 'null'
