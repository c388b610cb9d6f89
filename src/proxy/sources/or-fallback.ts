import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/**
 * Names are a kindness: where they cannot be had (users are listed for administrators only, a
 * look-up fails) the contact is shown all the same, with its ids.
 */
export async function orFallback<T>(load: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof SourceError) return fallback
    throw error
  }
}
