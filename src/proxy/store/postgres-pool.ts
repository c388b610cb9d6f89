import pg from 'pg'

const { Pool, types } = pg

/** Connections to a Postgres, opened when they are needed and replaced when they fail. */
export function createPostgresPool(config: pg.PoolConfig): pg.Pool {
  const pool = new Pool({
    application_name: 'kartoteka',
    keepAlive: true,
    types: { getTypeParser },
    ...config,
  })
  // A connection that fails in the pool is replaced at the next query, which reports the error.
  pool.on('error', () => {})
  // So is one that fails between two statements of a transaction; the pool listens to idle ones
  // only, and an error without a listener ends the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const toNumber = (text: string): number => Number(text)
const toNumbers = (text: string): number[] =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)

const int8Array = 1016 // pg does not name array types

/** All big integers are times, counts and IDs, which are exact as numbers. */
const getTypeParser: typeof types.getTypeParser = (oid, format) => {
  if (oid === types.builtins.INT8) return toNumber
  if (Number(oid) === int8Array) return toNumbers
  return types.getTypeParser(oid, format)
}
