import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'

/**
 * Reads for a local copy, counted, at even intervals of their own in addition to the source's rate.
 * 0: no limit.
 */
export function paceMirror(
  http: SourceHttp,
  perSecond: number,
): SourceHttp & { countSent: () => number } {
  let next = -Infinity
  let sent = 0
  return {
    ...http,
    countSent: () => sent,
    async get(path, call: Call, headers) {
      if (call.priority === 'mirror' && perSecond > 0) {
        const at = Math.max(performance.now(), next)
        next = at + 1000 / perSecond
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())))
      }
      sent += 1
      return http.get(path, call, headers)
    },
  }
}
