import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dialableNumber } from './plain-text.ts'
import {
  emailKey,
  foldText,
  handleOf,
  phoneKey,
  phoneSearchDigits,
  phoneTextKey,
} from './search-key.ts'

const national = fc.stringMatching(/^[3489]\d{9}$/)

/** A number with any usual separators between its digits. */
const dressed = (digits: fc.Arbitrary<string>) =>
  digits.chain((text) =>
    fc
      .array(fc.constantFrom('', '', ' ', '-', ' (', ') ', '.', '\u00A0'), {
        minLength: text.length,
        maxLength: text.length,
      })
      .map((gaps) => Array.from(text, (digit, index) => digit + gaps[index]).join('')),
  )

describe('keys of phones', () => {
  it('are equal for any notation of a home number', () => {
    fc.assert(
      fc.property(
        national.chain((digits) =>
          fc.tuple(
            fc.constant(digits),
            fc
              .constantFrom('+7', '7', '8', '', '007')
              .chain((prefix) =>
                dressed(fc.constant(prefix.replace('+', '') + digits)).map(
                  (text) => (prefix.startsWith('+') ? '+' : '') + text,
                ),
              ),
          ),
        ),
        ([digits, text]) => {
          expect(phoneKey(text)).toBe(`7${digits}`)
        },
      ),
    )
  })

  it('keep the country code of every other number', () => {
    const foreign = fc.stringMatching(/^(44|49|1|375|86|998)[1-9]\d{8,9}$/)
    fc.assert(
      fc.property(foreign, (digits) => {
        expect(phoneKey(`+${digits}`)).toBe(digits)
        expect(phoneKey(`00${digits}`)).toBe(digits)
        expect(phoneKey(digits, { isInternational: true })).toBe(digits)
      }),
    )
  })

  it('are different for different numbers, and their own keys', () => {
    fc.assert(
      fc.property(national, national, (one, other) => {
        expect(phoneKey(`8${one}`) === phoneKey(`+7${other}`)).toBe(one === other)
        expect(phoneKey(`+${phoneKey(one)}`)).toBe(phoneKey(one))
      }),
    )
  })

  it.each([
    ['8 (912) 345-67-89 доб. 12', '79123456789'],
    ['+7 912 345 67 89, ext 4', '79123456789'],
    ['+8 912 345 67 89', '79123456789'],
    ['8 (495) 123-45-67 вн. 12', '74951234567'],
    ['+7(495)1234567 внутр.5', '74951234567'],
    ['+7 495 123-45-67 (добавочный 12)', '74951234567'],
    ['+7 912 345 67 89/12', '79123456789'],
    ['тел. 8 912 345 67 89', '79123456789'],
    ['+44 (0)20 7946 0958', '442079460958'],
    ['0044 (0) 20 7946 0958', '442079460958'],
    ['0073 (0) 93974992', '73093974992'],
    ['+7 93338530 (0) 0', '79333853000'], // any other zero in parentheses is a digit
    ['792712312321', '792712312321'], // 12 digits, in an example of seed 004
    ['+65 9123 4567', '6591234567'],
    ['345-67-89', null],
    ['112', null],
    ['', null],
    ['1234567890123456', null],
  ])('%s is %s', (text, key) => expect(phoneKey(text)).toBe(key))
})

it.each([
  ['+7 912 345-67-89 доб. 12', '9123456789'],
  ['8 (495) 123-45-67 вн. 12', '4951234567'],
  ['8 912 345 67 89, 8 912 345 67 90', '9123456789'],
  ['+44 (0)20 7946 0958', '2079460958'],
  ['345-67-89', '3456789'],
  ['112', null],
])('searches %s by %s', (text, digits) => expect(phoneSearchDigits(text)).toBe(digits))

it.each([
  ['+7 (912) 345-67-89', '+79123456789'],
  ['\u202A+7 912 345‑67‑89\u202C', '+79123456789'],
  ['8 (495) 123-45-67 доб. 12', '84951234567,12'],
  ['8 (495) 123-45-67 (вн. 1205)', '84951234567,1205'],
  ['+1 202 555 0100 ext 4', '+12025550100,4'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['+79123456789 / +79123456790', '+79123456789'],
  ['тел. 8 912 345 67 89 Мама', '89123456789'],
  ['8 495 123 45 67,,12', '84951234567,,12'],
  ['*100#', '*100#'],
])('dials %s as %s', (text, number) => expect(dialableNumber(text)).toBe(number))

describe('keys of e-mails', () => {
  it('do not depend on case or space', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.boolean(), (address, isUpper) => {
        const written = ` ${isUpper ? address.toUpperCase() : address}\n`
        expect(emailKey(written)).toBe(address.toLowerCase())
        expect(emailKey(`mailto:${address}`)).toBe(address.toLowerCase())
      }),
    )
  })

  it.each(['', 'ada', '@', 'a b@c', 'ada@'])('are null for %o', (text) =>
    expect(emailKey(text)).toBeNull(),
  )
})

describe('names in messengers', () => {
  it.each([
    ['@Superman', null, 'superman'],
    ['superman', null, 'superman'],
    ['https://t.me/Superman?start=1', 'telegram', 'superman'],
    ['t.me/superman/', 'telegram', 'superman'],
    ['Telegram: @superman', 'telegram', 'superman'],
    ['vk.com/superman', 'vk', 'superman'],
    ['viber:1123456789dD20=', 'viber', '1123456789dd20='],
  ])('%s is of %s, %s', (text, messenger, name) =>
    expect(handleOf(text)).toEqual({ messenger, name }),
  )

  it('are null for empty text', () =>
    expect([handleOf(' '), handleOf('t.me/')]).toEqual([null, null]))
})

describe('keys for comparing texts entered as phones', () => {
  it.each([
    ['8 (916) 555-01-01', '79165550101'],
    ['+7 916 555 01 01 доб. 5', '79165550101'],
    ['555-01', '55501'],
    ['5 55 ０１', '55501'],
    ['112', '112'],
    ['Ask  Ivan', 'ask ivan'],
  ])('%j is %j', (text, key) => expect(phoneTextKey(text)).toBe(key))
})

describe('folded text', () => {
  it('is equal for plain words and for the same words with invisible characters', () => {
    const plain = fc.string({
      unit: fc.constantFrom('Ё', 'ё', 'Я', 'й', 'a', 'Z', '9', ' ', '.', '@', '+'),
    })
    fc.assert(
      fc.property(plain, (text) => {
        expect(foldText(text)).toBe(foldText(`${text}\u200B`))
      }),
    )
    expect(foldText('Ёлка  Ltd')).toBe('елка ltd')
  })
})
