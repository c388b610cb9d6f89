import type { Store } from '#proxy/store/state-store.ts'
import type { Access } from './access.ts'
import { TooMuchReadError } from './auth-errors.ts'
import { createRateBuckets, type RateLimit } from './keys/rate-buckets.ts'

/**
 * Contacts, in lists or alone, that somebody without the right to export gets of one source. Nobody reads a thousand
 * pages an hour; a program that takes everything does.
 */
export const readingLimit: RateLimit = { burst: 50_000, perSecond: 50_000 / 3600 }

/** Bounds how many contacts people read who may not export them. */
export function createReadingLimit(store: Store, now: () => number = Date.now) {
  const take = createRateBuckets(readingLimit, { store, name: 'contacts', now })
  return {
    /** Counts contacts before they are sent; throws `TooMuchReadError` instead of sending too many. */
    async count({ access }: { access: Access }, source: string, rows: number): Promise<void> {
      if (rows === 0 || access.of(source).may('export')) return
      const wait = await take(`${access.actor.id} ${source}`, rows)
      if (wait > 0) throw new TooMuchReadError(wait)
    },
  }
}
