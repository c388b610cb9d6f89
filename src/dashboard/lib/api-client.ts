import * as z from 'zod/mini'
import { compareClocks } from './server-clock.ts'
import { problem, type Problem, type ProblemCode } from '#contract/api/problem.ts'

/** A rejection by the proxy; `offline` if the proxy itself is unreachable. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ProblemCode | 'offline'
  readonly fields: Problem['fields']
  readonly requestId: string | undefined
  readonly limit: number | undefined
  /** The whole answer, which may say more than other problems do. */
  readonly body: unknown
  constructor(
    problem: Omit<Problem, 'code'> & { code: ProblemCode | 'offline' },
    cause?: unknown,
    body?: unknown,
  ) {
    super(problem.message, { cause })
    this.body = body
    this.code = problem.code
    this.fields = problem.fields
    this.requestId = problem.requestId
    this.limit = problem.limit
  }
}

type RequestOptions = {
  signal?: AbortSignal
  /** `prefetch`: no user waits for it yet; `bulk`: page by page. Waiting users are served first. */
  priority?: 'person' | 'prefetch' | 'bulk'
}

/**
 * Sends a request to the proxy and returns only what the schema declares; throws `ApiError` for
 * every rejection.
 */
export async function request<T extends z.ZodMiniType>(
  schema: T,
  path: string,
  { signal, priority = 'person' }: RequestOptions = {},
): Promise<z.output<T>> {
  const headers = priority !== 'person' && { headers: { 'kartoteka-priority': priority } }
  const response = await fetchResponse(path, { ...(signal && { signal }), ...headers })
  return z.parse(schema, await response.json())
}

/** Sends a change; the response is parsed by the schema. */
export async function send<T extends z.ZodMiniType>(
  schema: T,
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<z.output<T>> {
  const response = await fetchResponse(path, bodyOf(method, body))
  return z.parse(schema, await response.json())
}

/** Sends a change whose response has no content. */
export async function sendWithoutAnswer(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<void> {
  await fetchResponse(path, body === undefined ? { method } : bodyOf(method, body))
}

const bodyOf = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Opens a streaming response, whose lines are read as they arrive. */
export const open = (path: string, signal: AbortSignal, headers: HeadersInit): Promise<Response> =>
  fetchResponse(path, { signal, headers })

async function fetchResponse(path: string, init: RequestInit): Promise<Response> {
  const sentAt = Date.now()
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new ApiError({ code: 'offline', message: 'The proxy cannot be reached' }, cause)
  })
  compareClocks(response.headers.get('date'), sentAt, Date.now())
  // Whatever asked: `SignedOutDialog` listens.
  if (response.status === 401) window.dispatchEvent(new Event('unauthenticated'))
  if (!response.ok) throw await rejectionOf(response)
  return response
}

/** A reverse proxy may respond with HTML, which has no problem code. */
async function rejectionOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = z.safeParse(problem, body)
  if (parsed.success) return new ApiError(parsed.data, undefined, body)
  return new ApiError({ code: 'internal', message: `Status ${response.status} without a problem` })
}
