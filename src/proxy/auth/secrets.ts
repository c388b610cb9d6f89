import { createHash, randomBytes } from 'node:crypto'
import { keyPrefix } from '#contract/api/keys.ts'

/** 256 bits that cannot be guessed, as text for cookies and addresses. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

const secretPattern = /^[\w-]{43}$/
/** Undefined for what cannot be a secret of ours. */
export const asSecret = (text: string | undefined): string | undefined =>
  text !== undefined && secretPattern.test(text) ? text : undefined

/**
 * The API key of a request, right or wrong, by its `Authorization` header. Reverse proxies pass tokens of
 * their own on in the same header, which begin otherwise.
 */
export function shownKey(authorization: string | undefined): string | undefined {
  const [, shown] = /^Bearer +(\S*)$/i.exec(authorization ?? '') ?? []
  return shown?.startsWith(keyPrefix) ? shown : undefined
}

/**
 * What is stored of a secret. A plain digest is enough: there are too many secrets to try, unlike
 * passwords.
 */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')
