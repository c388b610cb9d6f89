/** Making an Intl formatter costs some 50 µs; a page of rows needs hundreds of dates. */
function perKey<T>(make: (language: string, variant: string) => T) {
  const made = new Map<string, T>()
  return (language: string, variant = ''): T => {
    const key = `${language} ${variant}`
    const known = made.get(key) ?? make(language, variant)
    made.set(key, known)
    return known
  }
}

const moments = perKey(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }),
)
const days = perKey(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }),
)
const shortDays = perKey(
  (language) =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }),
)
const relatives = perKey(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }),
)
const numbers = perKey((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 20 }))
const moneys = perKey(
  (language, currency) =>
    new Intl.NumberFormat(language, {
      ...(currency && { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
      minimumFractionDigits: 0,
    }),
)
const kilobytes = perKey(
  (language) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }),
)

/** "20 November 2026 at 14:03", in the reader's own time zone. */
export const formatMoment = (iso: string, language: string): string =>
  moments(language).format(new Date(iso))

/** A calendar day (`YYYY-MM-DD`), the same day whatever the reader's time zone. */
export const formatDay = (day: string, language: string): string =>
  days(language).format(new Date(day))

const steps = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const

/** "3 hr. ago" within a week of `now` (milliseconds), the date beyond. */
export function formatRelative(iso: string, language: string, now: number): string {
  const seconds = (Date.parse(iso) - now) / 1000
  if (Math.abs(seconds) >= 7 * 86_400) return shortDays(language).format(new Date(iso))
  const step = steps.find((s) => Math.abs(seconds) >= s.seconds)
  return step
    ? relatives(language).format(Math.trunc(seconds / step.seconds), step.unit)
    : relatives(language).format(0, 'second')
}

/** Money in whole or broken units; a plain number where the currency is unknown. */
export const formatMoney = (value: number, currency: string | null, language: string): string =>
  moneys(language, currency ?? '').format(value)

export const formatNumber = (value: number, language: string): string =>
  numbers(language).format(value)

export const formatBytes = (bytes: number, language: string): string =>
  kilobytes(language).format(bytes / 1000)
