import { expect, it } from 'vitest'
import type { Problem } from '#contract/api/problem.ts'
import { ThrottledError, UnauthenticatedError } from '#proxy/auth/auth-errors.ts'
import { goodPassword, openPeopleHarness } from '#testing/people-harness.ts'

const minute = 60_000 // milliseconds

/** Signs in without a browser, for tests of very many attempts. */
async function openGuessing() {
  const harness = openPeopleHarness({ contacts: 0 })
  const { auth, counted, register } = harness
  await register('ada@example.com', 'admin')
  counted.compared = 0
  /** The secrets of who is let in, the seconds to wait of who is throttled, or nothing. */
  async function attempt(address: string, password = 'a guess', device?: string) {
    const browser = { address, agent: undefined, session: undefined, device }
    try {
      return await auth.signingIn.byPassword('ada@example.com', password, browser)
    } catch (error) {
      if (error instanceof ThrottledError) return error.retryAfterSeconds
      if (error instanceof UnauthenticatedError) return undefined
      throw error
    }
  }
  return { ...harness, attempt }
}

it('throttles a thousand guesses, while the owner signs in from another address', async () => {
  const { attempt, clock, counted, openBrowser } = await openGuessing()
  let longest = 0
  for (let guess = 0; guess < 1000; guess++) {
    const end = await attempt('203.0.113.7')
    if (typeof end === 'number') longest = Math.max(longest, end)
    clock.at += 10_000
  }
  // Five are free; then each failure doubles the wait, up to a quarter of an hour.
  expect(counted.compared).toBeLessThan(30)
  expect(longest).toBeGreaterThan(800)
  await attempt('203.0.113.7')
  const answer = await openBrowser('203.0.113.7').signIn('ada@example.com')
  expect([answer.statusCode, answer.json<Problem>().code]).toEqual([429, 'throttled'])
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect((await openBrowser('198.51.100.1').signIn('ada@example.com')).statusCode).toBe(204)
})

it('counts guesses that arrive at once as if they came in a row', async () => {
  const { attempt, counted } = await openGuessing()
  await Promise.all(Array.from({ length: 40 }, () => attempt('203.0.113.7')))
  expect(counted.compared).toBeLessThanOrEqual(6)
})

it('slows down guesses from many addresses, and lets in the browser that the owner used before', async () => {
  const { attempt, clock, counted } = await openGuessing()
  const owner = await attempt('198.51.100.1', goodPassword)
  if (typeof owner !== 'object') throw new Error('the owner is not let in')
  counted.compared = 0
  for (let guess = 0; guess < 1000; guess++) {
    await attempt(`10.${guess >> 8}.${guess & 255}.1`)
    clock.at += 1000
  }
  // A hundred are free, then there is one in half a minute for everybody.
  expect(counted.compared).toBeLessThan(140)
  await attempt('10.9.9.9')
  expect(await attempt('198.51.100.9', goodPassword)).toBeGreaterThan(0)
  expect(await attempt('198.51.100.9', goodPassword, owner.device)).toMatchObject({
    userId: owner.userId,
  })
  // A browser that nobody knows gets in as well, when the guesses stop.
  clock.at += minute
  expect(await attempt('198.51.100.9', goodPassword)).toMatchObject({ userId: owner.userId })
})

it('does not let one address guess one password of every account', async () => {
  const { auth, clock, counted } = await openGuessing()
  const browser = {
    address: '203.0.113.7',
    agent: undefined,
    session: undefined,
    device: undefined,
  }
  for (let guess = 0; guess < 300; guess++) {
    await auth.signingIn
      .byPassword(`person${guess}@example.com`, 'a guess', browser)
      .catch(() => {})
    clock.at += 1000
  }
  // Thirty are free, then the wait grows to a minute.
  expect(counted.compared).toBeLessThan(45)
})
