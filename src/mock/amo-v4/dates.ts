import { startOfDay } from '#mock/account-time.ts'
import { integerOf } from './v4-item-issues.ts'

const maxUnixTime = 253_402_300_799 // the end of the year 9999

/** Unix seconds or RFC 3339 to Unix seconds; dates start at midnight in the account's time zone. */
export function readDate(value: unknown, isDay: boolean): number | undefined {
  const unix = integerOf(value) ?? fromText(value)
  if (unix === undefined || Math.abs(unix) > maxUnixTime) return undefined
  return isDay ? startOfDay(unix) : unix
}

function fromText(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const isStandard = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(value)
  const time = isStandard ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}
