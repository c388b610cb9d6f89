import { createHash, randomBytes } from 'node:crypto'

/** 256 bits that cannot be guessed, as text for cookies and addresses. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

const secretPattern = /^[\w-]{43}$/
/** Undefined for what cannot be a secret of ours. */
export const asSecret = (text: string | undefined): string | undefined =>
  text !== undefined && secretPattern.test(text) ? text : undefined

/** API keys look unlike the tokens that reverse proxies pass on in the same header. */
export const keyPrefix = 'kk_'

/** The API key of a request, by its `Authorization` header. */
export function shownKey(authorization: string | undefined): string | undefined {
  const [, key] = /^Bearer (kk_[\w-]{43})$/i.exec(authorization ?? '') ?? []
  return key
}

/**
 * What is stored of a secret. A plain digest is enough: there are too many secrets to try, unlike
 * passwords.
 */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')
