import type { TransportResponse } from './transport.ts'

/** Upper limit of a wait, whatever the source asks for: the value of Kommo's own 429 responses. */
export const maxRetryAfterSeconds = 300

/**
 * The wait that the source asks for, in seconds from 0 to `maxRetryAfterSeconds`: the header
 * (seconds or a date, relative to the response's own `Date` because clocks differ), or Kommo's
 * `retry_after` in the body; undefined if there is neither.
 */
export function retryAfterSeconds(
  { headers, body }: Pick<TransportResponse, 'headers' | 'body'>,
  now: () => number = Date.now,
): number | undefined {
  const header = firstOf(headers['retry-after'])?.trim()
  if (header !== undefined) {
    if (/^\d+(\.\d+)?$/.test(header)) return clamp(Number(header))
    const until = Date.parse(header)
    const sent = Date.parse(firstOf(headers['date']) ?? '')
    // `Date.parse` accepts a signed number as a date: "-5" would be the year 2001.
    if (/[a-z]/i.test(header) && !Number.isNaN(until))
      return clamp((until - (Number.isNaN(sent) ? now() : sent)) / 1000)
  }
  const bodySeconds = /"retry_after"\s*:\s*"?(\d+)/.exec(body)?.[1]
  return bodySeconds === undefined ? undefined : clamp(Number(bodySeconds))
}

const firstOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

const clamp = (seconds: number): number => Math.min(Math.max(seconds, 0), maxRetryAfterSeconds)
