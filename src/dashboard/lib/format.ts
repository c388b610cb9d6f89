import { toServerTime } from './server-clock.ts'

/** Creating an Intl formatter takes about 50 µs; a page of rows needs hundreds of dates. */
export function perKey<T>(make: (language: string, variant: string) => T) {
  const made = new Map<string, T>()
  return (language: string, variant = ''): T => {
    const key = `${language} ${variant}`
    const known = made.get(key) ?? make(language, variant)
    made.set(key, known)
    return known
  }
}

const moments = perKey(
  (language, timeZone) =>
    new Intl.DateTimeFormat(language, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      // In the format of short times: 02:30 in Russian, 2:30 AM in English.
      hour: language.startsWith('en') ? 'numeric' : '2-digit',
      minute: '2-digit',
      // A time zone other than the user's own is named, because the time would be misread
      // otherwise.
      ...(timeZone && timeZone !== ownZone() && { timeZone, timeZoneName: 'short' as const }),
    }),
)
const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
const times = perKey((language) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }))
const days = perKey(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }),
)
const thisYear = '-'
/** Variants: a time zone, or `thisYear` for a day that needs no year. */
const shortDays = perKey(
  (language, timeZone) =>
    new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      ...(timeZone === thisYear
        ? {}
        : { year: 'numeric' as const, timeZone: timeZone || undefined }),
    }),
)
const numbers = perKey((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 20 }))
const moneys = perKey(
  (language, currency) =>
    new Intl.NumberFormat(language, {
      ...(currency && { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
      // At least two fraction digits, or none for whole amounts; never rounded.
      trailingZeroDisplay: 'stripIfInteger',
      minimumFractionDigits: 2,
      maximumFractionDigits: 20,
    }),
)
/** "20 November 2026 at 14:03", in the user's own time zone or in the given one (IANA name). */
export const formatMoment = (
  iso: string,
  language: string,
  timeZone: string | null = null,
): string => withoutYearWord(moments(language, timeZone ?? '').format(new Date(iso)))

/** "14:03" for a time in milliseconds. */
export const formatTime = (time: number, language: string): string => times(language).format(time)

/** A calendar day (`YYYY-MM-DD`), independent of the user's time zone. */
export const formatDay = (day: string, language: string): string =>
  withoutYearWord(days(language).format(new Date(day)))

/** "5 May 2026" for a calendar day (`YYYY-MM-DD`), independent of the user's time zone. */
export const formatShortDay = (day: string, language: string): string =>
  withoutYearWord(shortDays(language, 'UTC').format(new Date(day)))

/** Removes the « г.» (“year”) of Russian dates, which is redundant. */
const withoutYearWord = (date: string): string => date.replace(/\sг\./, '')

/** A date without the current year, of a time and now in milliseconds. */
export function shortDay(time: number, now: number, language: string): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return withoutYearWord(shortDays(language, isThisYear ? thisYear : '').format(time))
}

/**
 * For columns, where times are compared: "14:03" for one of the day of `readAt` (as of
 * `formatRelative`), otherwise the date, without the current year.
 */
export function formatShort(iso: string, language: string, readAt: number): string {
  const now = toServerTime(readAt)
  const time = Date.parse(iso)
  return midnight(time) === midnight(now)
    ? formatTime(time, language)
    : shortDay(time, now, language)
}

/** Midnight before a time in the user's time zone: "yesterday" is a calendar day, not 24 hours. */
export const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text)

/** Decimal text with grouped digits, without rounding; other text is returned unchanged. */
export const exactNumber = (text: string, language: string): string =>
  isDecimal(text) ? numbers(language).format(text) : text

export const exactMoney = (text: string, currency: string | null, language: string): string =>
  isDecimal(text) ? moneys(language, currency ?? '').format(text) : text

/** Money with or without a fraction; a plain number if the currency is unknown. */
export const formatMoney = (value: number, currency: string | null, language: string): string =>
  moneys(language, currency ?? '').format(value)

export const formatNumber = (value: number, language: string): string =>
  numbers(language).format(value)

/** Country codes of one and two digits; all others have three. */
const shortCodes = '[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]'
const phoneParts = new RegExp(
  `^(\\+(?:${shortCodes}|\\d{3})|[78](?=\\d{10}$)|(?=\\d{11,15}$)(?:${shortCodes}|\\d{3}))(\\d{0,4})(\\d{3})(\\d\\d)(\\d\\d)$`,
)

/**
 * A phone grouped for reading: "+7 916 555-01-01"; some sources store it without "+". No digit is
 * changed; what is written in another way, or too short, is returned unchanged. Copy and dial the phone itself.
 */
export const formatPhone = (phone: string): string =>
  phone.replace(phoneParts, (_, code: string, area: string, ...rest: string[]) =>
    [code, area, rest.slice(0, 3).join('-')].filter(Boolean).join(' '),
  )
