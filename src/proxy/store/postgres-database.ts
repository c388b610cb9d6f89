import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './state-tables.ts'

const { Pool, types } = pg

/** Kysely over a pool; nothing is connected before the first query. */
export function connectPostgres(url: string): Kysely<Tables> {
  const pool = new Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 5000,
    query_timeout: 15_000,
    application_name: 'kartoteka',
    types: { getTypeParser },
  })
  // A connection that dies in the pool is replaced at the next query, which reports the error.
  pool.on('error', () => {})
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

const toNumber = (text: string): number => Number(text)
const toNumbers = (text: string): number[] =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)

const int8Array = 1016 // pg names no arrays among its types

/** Our big integers are times and counts, all of them exact as numbers. */
const getTypeParser: typeof types.getTypeParser = (oid, format) => {
  if (oid === types.builtins.INT8) return toNumber
  if (Number(oid) === int8Array) return toNumbers
  return types.getTypeParser(oid, format)
}
