import { reportNotice, withdrawNotice } from './notices.ts'

const maxDifference = 2 * 60_000 // milliseconds: synchronized clocks differ by less

let offset = 0

/**
 * Compares the clock of this computer with the server's `Date` header. `sentAt` and `receivedAt`
 * are in milliseconds by the local clock: the response was sent between them.
 */
export function compareClocks(date: string | null, sentAt: number, receivedAt: number): void {
  const server = Date.parse(date ?? '')
  if (Number.isNaN(server)) return
  const isRight = server >= sentAt - maxDifference && server <= receivedAt + maxDifference
  offset = isRight ? 0 : server - receivedAt
  if (isRight) withdrawNotice('clock')
  else reportNotice('clock')
}

/** Converts a time of this computer's clock to the server's clock; milliseconds. */
export const toServerTime = (time: number): number => time + offset
