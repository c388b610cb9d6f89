import { expect, it } from 'vitest'
import { password } from '#contract/api/sign-in.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { checkPassword } from './password-rules.ts'

const owner = { email: 'Ada.Byron@example.com' }

it.each([
  'correct horse battery',
  'пароль для Картотеки!',
  'kartoteka is fine in a phrase',
  '🐎🔋📎✅ and some text',
  'sunshine dragon master', // words, each of which is frequent
  'dragon-K7vq2w', // enough else
])('accepts %s', (text) => {
  expect(password.safeParse(text).success).toBe(true)
  expect(() => checkPassword(text, owner)).not.toThrow()
})

it.each([
  'ada.byron@example.com',
  'Ada.Byron2026',
  'kartoteka123',
  'Картотека-2026',
  'aaaaaaaaaaaa',
  'abababababab',
  '123456789012',
  'qwertyuiop1234567890',
  'йцукенгшщзхъ',
  'poiuytrewqlkjhgf',
  'leavemealone',
  'LeaveMeAlone',
  'gfhjkmgfhjkm',
  'password2026',
  'Sunshine1234!'.slice(0, 12),
  '!!dragondragon',
])('rejects %s, which is guessed first', (text) => {
  expect(() => checkPassword(text, owner)).toThrow(InvalidInputError)
})

it('counts characters as people do', () => {
  expect(password.safeParse('🐎'.repeat(6)).success).toBe(false)
  expect(password.safeParse('short phrase').success).toBe(true)
  expect(password.safeParse('short words').success).toBe(false)
})
