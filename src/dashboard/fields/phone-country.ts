import { countries } from '#contract/model/phone-reading.ts'

const known = new Map<string, string | null>()

/**
 * The ISO code of the country in whose time zone an account is: its phones without a country code are
 * those of it. Null without a zone, or one of no country.
 */
export function countryOfZone(zone: string | null): string | null {
  if (zone === null) return null
  const found = known.get(zone)
  if (found !== undefined) return found
  const country = countries().find((code) => zonesOf(code).includes(zone)) ?? null
  known.set(zone, country)
  return country
}

/** The time zones of a country; empty if Intl does not support it, so that a number needs its `+`. */
function zonesOf(country: string): string[] {
  const locale: object = new Intl.Locale(`und-${country}`)
  if (!('getTimeZones' in locale) || typeof locale.getTimeZones !== 'function') return []
  const zones: unknown = locale.getTimeZones()
  return Array.isArray(zones) ? zones.filter((zone) => typeof zone === 'string') : []
}
