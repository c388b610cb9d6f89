import type { HistoryEntry } from '#mock/store/history.ts'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const timeLength = 10
const numberLength = 16
const isEventId = new RegExp(`^[${digits}]{${timeLength + numberLength}}$`)

/** The id of an event, a ULID: its time in milliseconds, then its number in place of randomness. */
export const eventIdOf = ({ at, id }: Pick<HistoryEntry, 'at' | 'id'>): string =>
  encode(at * 1000, timeLength) + encode(id, numberLength)

/** The number in an id, which identifies the event; 0, which none has, for anything else. */
export function eventNumberOf(id: string): number {
  if (!isEventId.test(id)) return 0
  let number = 0
  for (const digit of id.slice(timeLength)) number = number * 32 + digits.indexOf(digit)
  return Number.isSafeInteger(number) ? number : 0
}

function encode(number: number, length: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest = Math.floor(rest / 32))
    text = digits.charAt(rest % 32) + text
  return text
}
