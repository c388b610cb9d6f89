import type { FastifyRequest } from 'fastify'
import type { Fault } from './faults.ts'
import { dialectOf, Rejection, rejectionBody, titles, unknownError } from './rejection.ts'
import { htmlPage } from './responses.ts'

export type StatusFault = Extract<Fault, { kind: 'status' }>

const gatewayStatuses = [502, 503, 504]

const isRedirect = (status: number) => status >= 300 && status < 400 && status !== 304
const isWithoutBody = (status: number) => status < 300 || status === 304

/** The target of redirects: no client may follow them with a token. */
const elsewhere = 'https://moved.example'

function detailOf(request: FastifyRequest, status: number): string | undefined {
  const dialect = dialectOf(request.url)
  if (status === 500) return unknownError(dialect)
  if (status !== 401) return undefined
  return dialect === 'watbot' ? 'Unauthenticated.' : 'Token has expired'
}

/** The response for the status of a fault, sent by the API or by a reverse proxy before it. */
export function faultAnswer(
  request: FastifyRequest,
  fault: StatusFault,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, detail = detailOf(request, status) } = fault
  const headers: Record<string, string> = {
    ...(fault.retry_after !== undefined && { 'retry-after': String(fault.retry_after) }),
    ...(isRedirect(status) && { location: `${elsewhere}${request.url}` }),
  }
  if (isWithoutBody(status)) return { status, headers, body: '' }
  if (fault.html ?? (isRedirect(status) || gatewayStatuses.includes(status)))
    return {
      status,
      headers: { ...headers, 'content-type': 'text/html' },
      body: htmlPage(status, titles[status] ?? 'Error'),
    }
  const { type, body } = rejectionBody(dialectOf(request.url), new Rejection(status, detail))
  return {
    status,
    headers: {
      ...headers,
      'content-type': type === 'json' ? 'application/json' : 'application/problem+json',
    },
    body: JSON.stringify(body),
  }
}
