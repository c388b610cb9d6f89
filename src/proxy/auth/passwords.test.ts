import { expect, it } from 'vitest'
import { ThrottledError } from './auth-errors.ts'
import { hashPassword, matchesHash } from './password-hash.ts'
import { createPasswords } from './passwords.ts'

/** Comparisons that end when the test says so. */
function heldHashing() {
  const ends: (() => void)[] = []
  const stored: string[] = []
  let max = 0
  let running = 0
  const hold = async (text: string) => {
    running += 1
    max = Math.max(max, running)
    stored.push(text)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
    return false
  }
  const hashing = {
    hash: async (text: string) => String(await hold(text)),
    matches: (_password: string, text: string) => hold(text),
  }
  return { hashing, ends, stored, maxAtOnce: () => max }
}

it('stores argon2id with the parameters of the OWASP cheat sheet, and a salt of its own', async () => {
  const [first, second] = [await hashPassword('one phrase'), await hashPassword('one phrase')]
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(first).not.toBe(second)
  expect(await matchesHash('one phrase', first)).toBe(true)
  expect(await matchesHash('one phrasE', first)).toBe(false)
})

it('accepts a password in composed and decomposed characters', async () => {
  expect(
    await matchesHash('caf\u0065\u0301 au lait', await hashPassword('caf\u00e9 au lait')),
  ).toBe(true)
})

it('runs two at once, lets forty wait, and rejects more', async () => {
  const { hashing, ends, maxAtOnce } = heldHashing()
  const passwords = createPasswords(hashing)
  const all = Array.from({ length: 50 }, () => passwords.matches('x', 'y'))
  const settled = Promise.allSettled(all)
  for (let turn = 0; turn < 42; turn++) {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ends.shift()?.()
  }
  const rejected = (await settled).flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  expect(rejected).toHaveLength(8)
  expect(rejected.every((error) => error instanceof ThrottledError)).toBe(true)
  expect(maxAtOnce()).toBe(2)
})

it('compares where there is no password, too, and never matches', async () => {
  const compared: string[] = []
  const passwords = createPasswords({
    hash: hashPassword,
    matches: async (_password, stored) => {
      compared.push(stored)
      return true
    },
  })
  expect(await passwords.matches('anything', null)).toBe(false)
  expect(compared).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)])
})
