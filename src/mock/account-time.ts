import { account } from './account-data.ts'

const day = 86_400
const [firstSupported, lastSupported] = [Date.UTC(1000, 0, 3) / 1000, Date.UTC(9999, 11, 29) / 1000]
const currentOffset = 3 * 3600 // the zone's offset since 2014, for years no clock format can tell
const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: account.timezone,
  dateStyle: 'short',
  timeStyle: 'medium',
})

/**
 * What the account's clocks show at a Unix second, as the second at which clocks in UTC show it.
 * The zone had other offsets in the past, and summer time until 2010.
 */
export const toAccountTime = (unix: number): number =>
  unix < firstSupported || unix > lastSupported
    ? unix + currentOffset
    : Date.parse(`${format.format(unix * 1000).replace(' ', 'T')}Z`) / 1000

/** The Unix second at which the account's clocks show `wall`. */
export function fromAccountTime(accountTime: number): number {
  const guess = accountTime - (toAccountTime(accountTime) - accountTime)
  return accountTime - (toAccountTime(guess) - guess)
}

/** Midnight, in the account's zone, of the day a Unix second lies in. */
export const startOfDay = (unix: number): number =>
  fromAccountTime(Math.floor(toAccountTime(unix) / day) * day)
