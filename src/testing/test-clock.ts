import { sql } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'

/** Milliseconds since 1970; a test moves it. */
export type TestClock = { at: number }

/** A store whose time passes when a test says so. */
export const withClock = (store: Store, clock: TestClock): Store => ({
  ...store,
  get now() {
    return sql<number>`${sql.lit(clock.at)}`
  },
})
