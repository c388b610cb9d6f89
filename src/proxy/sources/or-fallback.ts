import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/**
 * For optional data such as names: where the source fails (users are listed for administrators only, a
 * lookup fails) the contact is shown with its ids.
 */
export async function orFallback<T>(load: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof SourceError) return fallback
    throw error
  }
}
