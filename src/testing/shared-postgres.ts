import { sharedPostgres, startOwnPostgres } from './postgres.ts'

/** One PostgreSQL for all test files, because to set one up takes longer than most of them. */
export async function setup(): Promise<() => Promise<void>> {
  const { url, stop } = await startOwnPostgres()
  process.env[sharedPostgres] = url
  return stop
}
