import { loadModule } from '#dashboard/lib/load-module.ts'

export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)

/**
 * A phone as E.164 (`+79161234567`); national numbers get the country of the account's time zone;
 * undefined if it is not a valid number. The table of countries is loaded on first use.
 */
export async function toE164(text: string, timeZone: string | null): Promise<string | undefined> {
  const { parsePhoneNumberFromString, getCountries } = await loadModule(
    () => import('libphonenumber-js/min'),
  )
  const country = getCountries().find((code) => zonesOf(code).includes(timeZone ?? ''))
  const number = parsePhoneNumberFromString(text, country)
  return number?.isPossible() ? number.number : undefined
}

/**
 * The time zones of a country; empty if Intl does not support it, so that a number requires its
 * `+`.
 */
function zonesOf(country: string): string[] {
  const locale: object = new Intl.Locale(`und-${country}`)
  if (!('getTimeZones' in locale) || typeof locale.getTimeZones !== 'function') return []
  const zones: unknown = locale.getTimeZones()
  return Array.isArray(zones) ? zones.filter((zone) => typeof zone === 'string') : []
}
