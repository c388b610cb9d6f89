import { reportNotice, withdrawNotice } from './notices.ts'

const maxDifference = 2 * 60_000 // milliseconds: clocks of computers that set themselves differ by less

let offset = 0

/**
 * Compares the clock of this computer with the server's, by the `Date` of a response. `sentAt` and
 * `receivedAt` in milliseconds by our clock: it was answered between them.
 */
export function compareClocks(date: string | null, sentAt: number, receivedAt: number): void {
  const server = Date.parse(date ?? '')
  if (Number.isNaN(server)) return
  const isRight = server >= sentAt - maxDifference && server <= receivedAt + maxDifference
  offset = isRight ? 0 : server - receivedAt
  if (isRight) withdrawNotice('clock')
  else reportNotice('clock')
}

/** A time read from the clock of this computer as the server's clock tells it; milliseconds. */
export const toServerTime = (time: number): number => time + offset
