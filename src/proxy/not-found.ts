/** What was asked for by its id is not there. */
export class NotFoundError extends Error {
  override name = 'NotFoundError'
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotFoundError(`No ${what}`)
  return value
}
