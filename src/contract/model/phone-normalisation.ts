import { joined, readPhone } from './phone-reading.ts'
import type { ContactPoint, Value } from './value.ts'

/**
 * Why a phone stays as it is: it is no whole number, it is one of several readings (without a known
 * country, with words beside it, an extension), or the contact has it already in the new form.
 */
export type LeftReason = 'not_whole' | 'unclear' | 'repeated'

export type NormalisedPhones = {
  value: Value | null
  changed: { from: string; to: string }[]
  left: { text: string; reason: LeftReason }[]
}

/**
 * The phones in their international form (E.164, with the extension as it was written), as far as it is
 * certain; the others, the order and the kinds stay. `country`: the ISO code of the country of numbers
 * without a country code.
 */
export function normalisePhones(value: Value | null, country: string | null): NormalisedPhones {
  if (value?.kind !== 'contactPoints') return { value, changed: [], left: [] }
  const changed: NormalisedPhones['changed'] = []
  const left: NormalisedPhones['left'] = []
  const written = new Set(value.items.map((item) => item.value.trim()))
  const normalise = (item: ContactPoint): ContactPoint => {
    const { problem, number, rest } = readPhone(item.value, country)
    const text = item.value.trim()
    if (text === '') return item
    const leave = (reason: LeftReason) => {
      left.push({ text: item.value, reason })
      return item
    }
    if (problem !== null) return leave('not_whole')
    if (number === null) return leave('unclear')
    const to = joined(number, rest)
    if (to === item.value) return item
    if (written.has(to)) return leave('repeated')
    written.add(to)
    changed.push({ from: item.value, to })
    return { ...item, value: to }
  }
  const items = value.items.map(normalise)
  return { value: changed.length === 0 ? value : { ...value, items }, changed, left }
}
