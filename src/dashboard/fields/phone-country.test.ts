import { expect, it } from 'vitest'
import { countryOfZone } from './phone-country.ts'

it.each([
  ['Europe/Moscow', 'RU'],
  ['Asia/Vladivostok', 'RU'],
  ['Asia/Almaty', 'KZ'],
  ['Europe/Minsk', 'BY'],
  ['Europe/Berlin', 'DE'],
  ['America/Sao_Paulo', 'BR'],
  ['UTC', null],
  [null, null],
])('of the zone %s is %s', (zone, country) => {
  expect(countryOfZone(zone)).toBe(country)
})
