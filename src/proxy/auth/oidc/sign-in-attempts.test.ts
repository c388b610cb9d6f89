import { expect, it } from 'vitest'
import { attemptsOf, textOfAttempts, type Attempt } from './sign-in-attempts.ts'

const attemptOf = (state: string, to = '/', until = 1000): Attempt => ({
  state,
  nonce: 'n'.repeat(43),
  verifier: 'v'.repeat(43),
  to,
  until,
})
const statesOf = (list: Attempt[]) => list.map(({ state }) => state)

it('the last attempts are remembered until their time', () => {
  const list = [attemptOf('a'), attemptOf('b', '/', 500), attemptOf('c'), attemptOf('d')]
  const text = textOfAttempts(list)
  expect(statesOf(attemptsOf(text, 0))).toEqual(['b', 'c', 'd'])
  expect(statesOf(attemptsOf(text, 500))).toEqual(['c', 'd'])
})

it('long addresses leave room for fewer attempts, and always for the last one', () => {
  const long = `/${'x'.repeat(990)}`
  const text = textOfAttempts([attemptOf('a', long), attemptOf('b', long), attemptOf('c', long)])
  expect(statesOf(attemptsOf(text, 0))).toEqual(['b', 'c'])
})

it('what another version has stored is no attempt', () => {
  for (const text of [undefined, '', '{}', '[{"state": 1}]', 'x'])
    expect(attemptsOf(text, 0)).toEqual([])
})
