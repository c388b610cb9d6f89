/** The requested entity does not exist. */
export class NotFoundError extends Error {
  override name = 'NotFoundError'
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotFoundError(`No ${what}`)
  return value
}
