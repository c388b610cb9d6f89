/** Nobody is signed in, or not with what was shown. */
export class UnauthenticatedError extends Error {
  override name = 'UnauthenticatedError'
}

/** The role of whoever asks does not include this. */
export class ForbiddenError extends Error {
  override name = 'ForbiddenError'
}

/** A write of more rows than the role of whoever asks may write at once. */
export class OverLimitError extends Error {
  override name = 'OverLimitError'
  readonly limit: number
  constructor(rows: number, limit: number) {
    super(`Your role may write ${limit} rows at once, and this has ${rows}`)
    this.limit = limit
  }
}

/** Too many attempts to sign in. */
export class ThrottledError extends Error {
  override name = 'ThrottledError'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('Too many attempts to sign in: wait before the next one')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Somebody without the right to export has read so many contacts as only an export does. */
export class TooMuchReadError extends Error {
  override name = 'TooMuchReadError'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('You have read very many contacts, and your role does not include: export')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Afterwards nobody could change users and roles any more. */
export class LastAdminError extends Error {
  override name = 'LastAdminError'
  constructor() {
    super('This is the last admin who is not disabled: make somebody else one first')
  }
}
