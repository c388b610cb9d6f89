import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** Calls the mock's control API: the parsed response, or undefined if it has no body. */
export type MockControl = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<unknown>

const timeoutMs = 20_000 // milliseconds; 2,000,000 contacts take that long to generate, 10,000 one second

/** The control API of the mock at `url`, over HTTP. */
export function mockControlAt(url: string): MockControl {
  return async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }).catch((cause: unknown) => {
      throw new SourceError('unreachable', `The mock does not respond to ${method} ${path}`, {
        cause,
      })
    })
    if (!answer.ok)
      throw new SourceError(
        'invalid_response',
        `The mock responds with ${answer.status} to ${method} ${path}`,
      )
    return answer.status === 204 ? undefined : answer.json()
  }
}
