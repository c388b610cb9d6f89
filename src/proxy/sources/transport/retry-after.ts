import type { TransportResponse } from './transport.ts'

/**
 * How long the source asks us to wait, in seconds: the header (seconds or a date), or Kommo's
 * `retry_after` in the body; undefined where there is none.
 */
export function retryAfterSeconds(
  { headers, body }: Pick<TransportResponse, 'headers' | 'body'>,
  now: () => number = Date.now,
): number | undefined {
  const header = headers['retry-after']
  if (typeof header === 'string') {
    if (/^\d+$/.test(header)) return Number(header)
    const at = Date.parse(header)
    if (!Number.isNaN(at)) return Math.max(0, (at - now()) / 1000)
  }
  const bodySeconds = /"retry_after"\s*:\s*"?(\d+)/.exec(body)?.[1]
  return bodySeconds === undefined ? undefined : Number(bodySeconds)
}
