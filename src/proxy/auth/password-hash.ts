import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** 19 MiB, two passes: the first choice of the OWASP cheat sheet for argon2id. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32

type Parameters = typeof parameters

/** In PHC string format, so that stronger parameters can be introduced later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  return toText(parameters, salt, await derive(password, salt, parameters, tagBytes))
}

/** Throws if the stored hash cannot be read. */
export async function matchesHash(password: string, stored: string): Promise<boolean> {
  const { salt, tag, ...used } = fromText(stored)
  return timingSafeEqual(await derive(password, salt, used, tag.length), tag)
}

/** Takes the same time to compare as other hashes, and no password matches it. */
export const dummyHash = (): string =>
  toText(parameters, randomBytes(saltBytes), randomBytes(tagBytes))

function derive(
  password: string,
  salt: Buffer,
  used: Parameters,
  tagLength: number,
): Promise<Buffer> {
  // The same password may be typed in composed or decomposed characters.
  const message = Buffer.from(password.normalize('NFC'))
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce: salt, tagLength, ...used }, (error, tag) => {
      if (error) reject(error)
      else resolve(tag)
    })
  })
}

const toText = ({ memory, passes, parallelism }: Parameters, salt: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

const stored = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/

function fromText(text: string): Parameters & { salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt, tag] = stored.exec(text) ?? []
  if (salt === undefined || tag === undefined) throw new Error('a stored password is damaged')
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}
