import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql, type Kysely } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { ThrottledError } from './auth-errors.ts'

type Rule = {
  /** Failures that delay nothing. */
  free: number
  /** Milliseconds after the next failure; doubles with each further one. */
  delay: number
  maxDelay: number
  /** Milliseconds without a failure after which all of them are forgotten. */
  memory: number
}

const [second, minute, hour] = [1000, 60_000, 3_600_000]

/**
 * What is counted, and how. `pair`: an account from an address. `account`: from all addresses, which
 * only slows down guesses from many of them. `device`: a browser that has signed in to the account
 * before; it is counted alone, so that nobody else can keep it out.
 */
const rules = {
  pair: { free: 5, delay: second, maxDelay: 15 * minute, memory: 24 * hour },
  address: { free: 30, delay: second, maxDelay: minute, memory: hour },
  account: { free: 100, delay: 30 * second, maxDelay: 30 * second, memory: 24 * hour },
  device: { free: 10, delay: second, maxDelay: 5 * minute, memory: hour },
} satisfies Record<string, Rule>

type Bucket = { key: string; rule: Rule; isOnlyOwn: boolean }

export type Attempt = {
  emailKey: string
  address: string
  /** The hash of a browser that is known to this account. */
  device: string | undefined
}

/** Counts failed sign-ins for all processes of one database, by its clock. */
export function createSignInThrottle(store: Store) {
  const { db, dialect } = store

  /** In one order, so that two transactions cannot wait for each other. */
  async function locked(trx: Kysely<Tables>, keys: string[]) {
    const rows = keys.toSorted().map((key) => ({ key, failures: 0, last_at: 0, blocked_until: 0 }))
    await trx
      .insertInto('sign_in_attempts')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const select = trx
      .selectFrom('sign_in_attempts')
      .selectAll()
      .where('key', 'in', keys)
      .orderBy('key')
    return (dialect === 'postgres' ? select.forUpdate() : select).execute()
  }

  return {
    /**
     * Counts an attempt as a failure until it is known to be none, so that many at once are not more
     * than many in a row. Throws `ThrottledError`, and then counts nothing.
     */
    begin: (attempt: Attempt): Promise<void> =>
      db.transaction().execute(async (trx) => {
        const buckets = bucketsOf(attempt)
        const rows = await locked(
          trx,
          buckets.map(({ key }) => key),
        )
        const at = await timeOf(trx, store)
        const waits = rows.map((row) => row.blocked_until - at)
        const wait = Math.max(...waits)
        if (wait > 0) throw new ThrottledError(Math.ceil(wait / second))
        for (const { key, rule } of buckets) {
          const row = rows.find((one) => one.key === key)
          const isFresh = row === undefined || row.last_at < at - rule.memory
          const failures = isFresh ? 1 : row.failures + 1
          await trx
            .updateTable('sign_in_attempts')
            .set({ failures, last_at: at, blocked_until: at + delayOf(rule, failures) })
            .where('key', '=', key)
            .execute()
        }
      }),

    /** The attempt was no failure, or was not made at all. */
    async take(attempt: Attempt, { isSuccess }: { isSuccess: boolean }): Promise<void> {
      for (const { key, isOnlyOwn } of bucketsOf(attempt))
        await (isSuccess && isOnlyOwn
          ? db.deleteFrom('sign_in_attempts').where('key', '=', key).execute()
          : db
              .updateTable('sign_in_attempts')
              .set(({ eb }) => ({ failures: eb('failures', '-', 1) }))
              .where('key', '=', key)
              .where('failures', '>', 0)
              .execute())
    },

    /** Deletes what is forgotten anyway. */
    clean: () =>
      db
        .deleteFrom('sign_in_attempts')
        .where('last_at', '<', sql<number>`${store.now} - ${24 * hour}`)
        .execute(),
  }
}
export type SignInThrottle = ReturnType<typeof createSignInThrottle>

/** Milliseconds until the next attempt after so many failures. */
export function delayOf({ free, delay, maxDelay }: Rule, failures: number): number {
  const over = failures - free
  return over <= 0 ? 0 : Math.min(maxDelay, delay * 2 ** Math.min(over - 1, 30))
}

/** `isOnlyOwn`: a success forgets it; one's own account must not reset what others are counted by. */
function bucketsOf({ emailKey, address, device }: Attempt): Bucket[] {
  if (device !== undefined)
    return [{ key: keyOf('device', device), rule: rules.device, isOnlyOwn: true }]
  const network = networkOf(address)
  return [
    { key: keyOf('pair', emailKey, network), rule: rules.pair, isOnlyOwn: true },
    { key: keyOf('address', network), rule: rules.address, isOnlyOwn: false },
    { key: keyOf('account', emailKey), rule: rules.account, isOnlyOwn: false },
  ]
}

const keyOf = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

/** Whoever has one IPv6 address has 2⁶⁴ of them. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [left = '', right] = address.split('%')[0]?.split('::') ?? []
  const before = left === '' ? [] : left.split(':')
  const after = right === undefined || right === '' ? [] : right.split(':')
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

async function timeOf(on: Kysely<Tables>, { now }: Store): Promise<number> {
  const { rows } = await sql<{ at: number }>`select ${now} as at`.execute(on)
  const at = rows[0]?.at
  if (at === undefined) throw new Error('the database has no clock')
  return Number(at)
}
