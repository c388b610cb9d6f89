import { loadModule } from '#dashboard/lib/load-module.ts'

export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)

/**
 * A phone as E.164 (`+79161234567`), national numbers by the country of the account's time zone;
 * undefined where it is no number. The table of all countries is loaded at the first need.
 */
export async function toE164(text: string, timeZone: string | null): Promise<string | undefined> {
  const { parsePhoneNumberFromString, getCountries } = await loadModule(
    () => import('libphonenumber-js/min'),
  )
  const country = getCountries().find((code) => zonesOf(code).includes(timeZone ?? ''))
  const number = parsePhoneNumberFromString(text, country)
  return number?.isPossible() ? number.number : undefined
}

/** A young corner of Intl: where it is missing, a number needs its `+`. */
function zonesOf(country: string): string[] {
  const locale: object = new Intl.Locale(`und-${country}`)
  if (!('getTimeZones' in locale) || typeof locale.getTimeZones !== 'function') return []
  const zones: unknown = locale.getTimeZones()
  return Array.isArray(zones) ? zones.filter((zone) => typeof zone === 'string') : []
}
