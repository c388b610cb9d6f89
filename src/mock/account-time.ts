import { account } from './account-data.ts'

const day = 86_400
const [firstSupported, lastSupported] = [Date.UTC(1000, 0, 3) / 1000, Date.UTC(9999, 11, 29) / 1000]
const currentOffset = 3 * 3600 // the zone's offset since 2014, for years Intl cannot format
const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: account.timezone,
  dateStyle: 'short',
  timeStyle: 'medium',
})

/**
 * Unix seconds to the account's local time, encoded as the Unix second at which UTC shows that
 * time. Accounts for former offsets of the zone and for daylight saving time until 2010.
 */
export const toAccountTime = (unix: number): number =>
  unix < firstSupported || unix > lastSupported
    ? unix + currentOffset
    : Date.parse(`${format.format(unix * 1000).replace(' ', 'T')}Z`) / 1000

/** Local time of the account, as returned by `toAccountTime`, to Unix seconds. */
export function fromAccountTime(accountTime: number): number {
  const guess = accountTime - (toAccountTime(accountTime) - accountTime)
  return accountTime - (toAccountTime(guess) - guess)
}

/** Midnight in the account's time zone of the day that contains a Unix second. */
export const startOfDay = (unix: number): number =>
  fromAccountTime(Math.floor(toAccountTime(unix) / day) * day)
