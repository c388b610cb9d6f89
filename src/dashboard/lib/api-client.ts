import * as z from 'zod/mini'
import { problem, type Problem, type ProblemCode } from '#contract/api/problem.ts'

/** Every refusal of the proxy; `offline` where the proxy itself could not be reached. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ProblemCode | 'offline'
  readonly fields: Problem['fields']
  readonly requestId: string | undefined
  constructor(problem: Omit<Problem, 'code'> & { code: ProblemCode | 'offline' }, cause?: unknown) {
    super(problem.message, { cause })
    this.code = problem.code
    this.fields = problem.fields
    this.requestId = problem.requestId
  }
}

/** Whose turn a read waits for at the source: a person's unless it says otherwise. */
type Priority = 'prefetch' | 'bulk'

/** Asks the proxy and answers only what the schema knows; throws `ApiError` for every refusal. */
export async function request<T extends z.ZodMiniType>(
  schema: T,
  path: string,
  { signal, priority }: { signal?: AbortSignal; priority?: Priority } = {},
): Promise<z.output<T>> {
  const response = await fetch(path, {
    ...(signal && { signal }),
    ...(priority && { headers: { 'kartoteka-priority': priority } }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new ApiError({ code: 'offline', message: 'The proxy cannot be reached' }, cause)
  })
  if (!response.ok) throw await refusal(response)
  return z.parse(schema, await response.json())
}

/** A front server before the proxy may answer in HTML; that is a failure without our words. */
async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const said = z.safeParse(problem, body)
  if (said.success) return new ApiError(said.data)
  return new ApiError({ code: 'internal', message: `Status ${response.status} without a problem` })
}
