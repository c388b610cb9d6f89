import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const ivBytes = 12 // the standard size for GCM; random for every value
const tagBytes = 16

/** Keys for cookies, made of the keys for stored tokens; the previous one while it is changed. */
export type CookieKeys = { current: Buffer; previous?: Buffer }

const derived = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', 'kartoteka sign-in cookies', 32))

export const cookieKeysOf = ({ current, previous }: CookieKeys): CookieKeys => ({
  current: derived(current),
  ...(previous && { previous: derived(previous) }),
})

/**
 * Encrypts the value of a cookie, which its browser can neither read nor alter, and no other cookie
 * can take. It says itself until when it is valid (milliseconds since 1970).
 */
export function sealCookie(keys: CookieKeys, name: string, text: string, until: number): string {
  const iv = randomBytes(ivBytes)
  const work = createCipheriv(cipher, keys.current, iv, { authTagLength: tagBytes })
  work.setAAD(Buffer.from(name))
  const body = Buffer.concat([work.update(`${until}:${text}`, 'utf8'), work.final()])
  return Buffer.concat([iv, work.getAuthTag(), body]).toString('base64url')
}

/** Undefined if the value is missing, altered, out of date, or of another key or version. */
export function unsealCookie(
  keys: CookieKeys,
  name: string,
  sealed: string | undefined,
  now: number,
): string | undefined {
  if (sealed === undefined) return undefined
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= ivBytes + tagBytes) return undefined
  for (const key of [keys.current, keys.previous]) {
    const opened = key && decrypted(key, name, bytes)
    if (opened === undefined) continue
    const colon = opened.indexOf(':')
    return Number(opened.slice(0, colon)) > now ? opened.slice(colon + 1) : undefined
  }
  return undefined
}

function decrypted(key: Buffer, name: string, bytes: Buffer): string | undefined {
  const work = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  work.setAAD(Buffer.from(name))
  work.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const body = work.update(bytes.subarray(ivBytes + tagBytes))
    return Buffer.concat([body, work.final()]).toString('utf8')
  } catch {
    return undefined // not sealed with this key
  }
}
