import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/min'
import { isPlaceholder, plainPoint, readSpoiledNumber } from './entered-text.ts'

/** Why a text cannot be one phone. */
export type PhoneProblem =
  | 'placeholder'
  | 'spoiled_number'
  | 'several_values'
  | 'not_a_phone'
  | 'too_short'
  | 'too_long'
  | 'calling_code'

/**
 * A phone as it was entered. `number` is its E.164 form where it is certain, `rest` the extension
 * after it as it was written. `repair` is what it may have been, where there is a problem: several texts
 * for several phones, none for no phone.
 */
export type PhoneReading = {
  problem: PhoneProblem | null
  number: string | null
  rest: string
  repair: string[] | null
}

/** ISO 3166 codes of all countries of which phones can be read. */
export const countries = (): readonly string[] => getCountries()

/** Whether a text names a country by its ISO 3166 code. */
export const isCountry = (text: string): text is CountryCode =>
  getCountries().some((country) => country === text)

/** The code of a country with its plus: `+7`. */
export const callingCode = (country: string): string =>
  isCountry(country) ? `+${getCountryCallingCode(country)}` : '+'

const fine = (number: string | null, rest = ''): PhoneReading => ({
  problem: null,
  number,
  rest,
  repair: null,
})
const wrong = (problem: PhoneProblem, repair: string[] | null = null): PhoneReading => ({
  problem,
  number: null,
  rest: '',
  repair,
})

const extension =
  /(?:[\s,;(]*(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|доп|extension|extn?|x)\.?\s*[:№#=]?\s*#?\d{1,7}\)?|\s*[;,]\s*(?:ext=)?\d{1,6}|\s*#\s*\d{1,6})$/iu
const date = /^(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})$/
const serviceCode = /^[*#][\d*#]+$/
const keypad = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

/** Digits that are too few for a number of a network: an extension, or a service. */
const isInternal = (digits: string): boolean => /^[1-9]\d{1,3}$/.test(digits)

const minDigits = 5 // of a number that stands beside another one
const maxDigits = 15 // E.164

/**
 * Reads one phone. `country`: the ISO code of the country to which numbers without a country code
 * belong; null if it is not known, so that their length says nothing.
 */
export function readPhone(text: string, country: string | null): PhoneReading {
  const plain = plainPoint(text.normalize('NFKC'))
  if (plain === '') return fine(null)
  if (serviceCode.test(plain)) return fine(null)
  if (isPlaceholder(plain)) return wrong('placeholder', [])
  const spoiled = readSpoiledNumber(plain)
  if (spoiled?.kind === 'lost') return wrong('spoiled_number')
  if (spoiled) return wrong('spoiled_number', [certain(spoiled.digits, country) ?? spoiled.digits])
  if (date.test(plain)) return wrong('not_a_phone')
  const parts = partsOf(plain)
  if (parts.length > 1) return wrong('several_values', parts)
  const rest = extension.exec(plain)?.[0] ?? ''
  return readNumber(plain.slice(0, plain.length - rest.length).trim(), rest.trim(), country)
}

/** The phones of a text that holds several, each long enough to be one. */
function partsOf(text: string): string[] {
  const parts = text
    .split(/\s*[;,|\n]\s*|\s+(?:и|and|или|or)\s+|\s*\/\s*/iu)
    .map((part) => part.trim())
    .filter(Boolean)
  const isWhole = (part: string) => part.replaceAll(/\D/g, '').length >= minDigits
  return parts.length > 1 && parts.every(isWhole) ? parts : [text]
}

function readNumber(text: string, rest: string, country: string | null): PhoneReading {
  if (text === '') return rest === '' ? wrong('not_a_phone') : fine(null)
  const digits = text.replaceAll(/\D/g, '')
  if (digits === '') return wrong('not_a_phone')
  if (/\p{L}/u.test(text)) return readWords(text, digits)
  if (/^(\d)\1{4,}$/.test(digits.slice(digits.startsWith('7') ? 1 : 0))) return wrong('not_a_phone')
  const isWhole = text.includes('+') || /^00[1-9]\d{7}/.test(digits)
  if (isWhole) return readInternational(digits.replace(/^00/, ''), rest, country)
  if (isInternal(digits)) return fine(null)
  return readNational(text, digits, rest, country)
}

/** Letters of a keypad are a number; other words stand beside one, and only a person can tell them. */
function readWords(text: string, digits: string): PhoneReading {
  const isOfKeypad = /^\+?[\d\s().-]*[a-z]{3,}[a-z\d-]*$/i.test(text) && digits.length >= 3
  if (isOfKeypad) {
    const dialed = text.replaceAll(/[a-z]/gi, (letter) =>
      String(2 + keypad.findIndex((letters) => letters.includes(letter.toLowerCase()))),
    )
    if (dialed.replaceAll(/\D/g, '').length >= 10) return fine(null)
  }
  return digits.length < minDigits ? wrong('not_a_phone') : fine(null)
}

function readInternational(digits: string, rest: string, country: string | null): PhoneReading {
  const number = `+${digits}`
  // Mobile numbers of Mexico were written with a 1 until 2019.
  if (/^521\d{10}$/.test(digits)) return fine(number, rest)
  const length = validatePhoneNumberLength(number)
  if (length === undefined) return fine(parsePhoneNumberFromString(number)?.number ?? null, rest)
  // `+8 916 …`: the digit that is dialed within the country in place of its code.
  const repaired = digits.startsWith('8') ? certain(digits, country ?? 'RU') : null
  const repair = repaired === null ? null : [joined(repaired, rest)]
  if (length === 'INVALID_COUNTRY') return wrong('calling_code', repair)
  return wrong(length === 'TOO_SHORT' ? 'too_short' : 'too_long', repair)
}

function readNational(
  text: string,
  digits: string,
  rest: string,
  country: string | null,
): PhoneReading {
  if (digits.length > maxDigits + 3) return wrong('too_long')
  const number = certain(text, country)
  if (number !== null) return fine(number, rest)
  if (country === null || !isCountry(country))
    return digits.length < 7 ? wrong('too_short') : fine(null)
  const length = validatePhoneNumberLength(text, country)
  if (length === undefined && !isCutShort(digits, country)) return fine(null)
  // A number of another country without its plus.
  const whole = digits.length >= 10 ? parsePhoneNumberFromString(`+${digits}`) : undefined
  if (whole?.isValid() && digits.length > 10) return fine(whole.number, rest)
  return wrong(length === 'TOO_LONG' || digits.length > 11 ? 'too_long' : 'too_short')
}

/** No code of Russia begins with 88 or 89: it is the trunk digit, and a number that lacks a digit. */
const isCutShort = (digits: string, country: CountryCode): boolean =>
  (country === 'RU' || country === 'KZ') && /^8[89]\d{8}$/.test(digits)

/** The E.164 form of a number of a country, if it has the digits of one. */
function certain(text: string, country: string | null): string | null {
  if (country === null || !isCountry(country)) return null
  if (isCutShort(text.replaceAll(/\D/g, ''), country)) return null
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false })
  return number?.isValid() ? number.number : null
}

/** A number and its extension as one text. */
export const joined = (number: string, rest: string): string =>
  rest === '' ? number : `${number}${/^[;,#]/.test(rest) ? '' : ' '}${rest}`
