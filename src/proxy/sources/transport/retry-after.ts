import type { TransportResponse } from './transport.ts'

/** Nobody waits longer than Kommo asks for in its own 429, whatever a source says. */
export const maxRetryAfterSeconds = 300

/**
 * How long the source asks us to wait, in seconds from 0 to `maxRetryAfterSeconds`: the header
 * (seconds or a date, which counts from the answer's own `Date` because clocks differ), or Kommo's
 * `retry_after` in the body; undefined where it does not say.
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
    // A bare number with a sign is a date for `Date.parse`: "-5" would be the year 2001.
    if (/[a-z]/i.test(header) && !Number.isNaN(until))
      return clamp((until - (Number.isNaN(sent) ? now() : sent)) / 1000)
  }
  const bodySeconds = /"retry_after"\s*:\s*"?(\d+)/.exec(body)?.[1]
  return bodySeconds === undefined ? undefined : clamp(Number(bodySeconds))
}

const firstOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

const clamp = (seconds: number): number => Math.min(Math.max(seconds, 0), maxRetryAfterSeconds)
