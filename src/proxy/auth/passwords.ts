import { ThrottledError } from './auth-errors.ts'
import { dummyHash, hashPassword, matchesHash } from './password-hash.ts'

/** Each takes 19 MiB and a core: more at once would slow down everybody else. */
const maxAtOnce = 2
/** At about 30 ms each, the last one waits less than a second. */
const maxWaiting = 40
const retryAfterSeconds = 2

export type PasswordHashing = {
  hash: (password: string) => Promise<string>
  matches: (password: string, stored: string) => Promise<boolean>
}

const argon2id: PasswordHashing = { hash: hashPassword, matches: matchesHash }

/**
 * Hashes and compares passwords, two at once; others wait, and too many of them are rejected with
 * `ThrottledError`.
 */
export function createPasswords({ hash, matches }: PasswordHashing = argon2id) {
  const waiting: (() => void)[] = []
  let running = 0

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= maxAtOnce) {
      if (waiting.length >= maxWaiting) throw new ThrottledError(retryAfterSeconds)
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  const dummy = dummyHash()

  return {
    hash: (password: string) => inTurn(() => hash(password)),
    /** `stored` is null where there is no password: takes as long, and never matches. */
    async matches(password: string, stored: string | null): Promise<boolean> {
      const isSame = await inTurn(() => matches(password, stored ?? dummy))
      return isSame && stored !== null
    },
  }
}
export type Passwords = ReturnType<typeof createPasswords>
