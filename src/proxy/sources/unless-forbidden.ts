import { SourceError } from './errors.ts'

/** Users may be listed by administrators only: without the right, names stay unknown. */
export async function unlessForbidden<T>(load: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof SourceError && error.failure === 'forbidden') return otherwise
    throw error
  }
}
