import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seal, unseal, WrongKeyError } from './token-encryption.ts'

const key = randomBytes(32)

it('decrypts what was encrypted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, source) => {
      expect(unseal(key, source, seal(key, source, text))).toBe(text.toWellFormed())
    }),
  )
})

it('reveals neither the text nor that two texts are equal', () => {
  const [one, two] = [seal(key, 'a', 'secret'), seal(key, 'a', 'secret')]
  expect(one).not.toBe(two)
  expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('secret')
})

it('does not decrypt with another key, for another source, or altered text; the error contains no secret', () => {
  const sealed = seal(key, 'sales', 'secret')
  const bytes = Buffer.from(sealed, 'base64')
  const attempts = [
    () => unseal(randomBytes(32), 'sales', sealed),
    () => unseal(key, 'other', sealed),
    () => unseal(key, 'sales', sealed.slice(0, 12)),
    ...Array.from(bytes.keys(), (at) => () => {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1 // one of its own positions
      return unseal(key, 'sales', changed.toString('base64'))
    }),
  ]
  for (const attempt of attempts) expect(attempt).toThrow(WrongKeyError)
  expect(() => unseal(randomBytes(32), 'sales', sealed)).toThrow(
    /another key.*KARTOTEKA_KEY.*npm run connect -- sales/,
  )
})
