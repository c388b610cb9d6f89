import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const ivBytes = 12 // the standard size for GCM; random for every encryption
const tagBytes = 16

/** Stored tokens were encrypted with another key, or have been altered. */
export class WrongKeyError extends Error {
  override name = 'WrongKeyError'
}

/** Encrypts for one source: the result cannot be decrypted for another source. */
export function seal(key: Buffer, sourceId: string, text: string): string {
  const iv = randomBytes(ivBytes)
  const work = createCipheriv(cipher, key, iv, { authTagLength: tagBytes })
  work.setAAD(Buffer.from(sourceId))
  const body = Buffer.concat([work.update(text, 'utf8'), work.final()])
  return Buffer.concat([iv, work.getAuthTag(), body]).toString('base64')
}

/** Throws `WrongKeyError`, which says what to do. */
export function unseal(key: Buffer, sourceId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const iv = bytes.subarray(0, ivBytes)
    const work = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
    work.setAAD(Buffer.from(sourceId))
    work.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    const body = bytes.subarray(ivBytes + tagBytes)
    return Buffer.concat([work.update(body), work.final()]).toString('utf8')
  } catch (cause) {
    throw new WrongKeyError(
      `The tokens of source ${sourceId} were encrypted with another key. Restore that key (KARTOTEKA_KEY or KARTOTEKA_KEY_FILE), or connect the source again: npm run connect -- ${sourceId}`,
      { cause },
    )
  }
}
