import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/**
 * For optional data such as names: if the source fails (users are listed for administrators only,
 * or a lookup fails), the fallback is used and contacts are shown with IDs.
 */
export async function orFallback<T>(load: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof SourceError) return fallback
    throw error
  }
}
