import type { FastifyReply } from 'fastify'
import { sendHtml, sendJson, sendProblem } from './responses.ts'

export type ItemError = { code: string; path: string; detail: string }
export type ItemErrors = { request_id: string; errors: ItemError[] }

/** Thrown by a handler to reject a request; each dialect formats it in its own way. */
export class Rejection extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly detail: string
  /** Additional keys of the response body. */
  readonly extra: Record<string, unknown>
  constructor(status: number, detail?: string, extra: Record<string, unknown> = {}) {
    super(detail ?? titles[status] ?? 'Error')
    this.status = status
    this.detail = this.message
    this.extra = extra
  }
}

export type Dialect = 'amo-v4' | 'amo-v2' | 'watbot' | 'oauth' | 'control' | 'none'

export function dialectOf(url: string): Dialect {
  if (/^\/api\/v4(\/|\?|$)/.test(url)) return 'amo-v4'
  if (/^\/api\/v2(\/|\?|$)/.test(url) || url.startsWith('/private/api/')) return 'amo-v2'
  if (/^\/api\/v1(\/|\?|$)/.test(url)) return 'watbot'
  if (/^\/oauth2?(\/|\?|$)/.test(url)) return 'oauth'
  return /^\/_mock(\/|\?|$)/.test(url) ? 'control' : 'none'
}

export const titles: Record<number, string> = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  425: 'Too Early',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** Message of an unexpected server error. */
export const unknownError = (dialect: Dialect) =>
  dialect === 'watbot' ? 'Server Error' : 'An unknown error occurred.'

export function sendRejection(reply: FastifyReply, dialect: Dialect, rejection: Rejection) {
  const { type, body } = rejectionBody(dialect, rejection)
  return type === 'problem'
    ? sendProblem(reply, rejection.status, body)
    : sendJson(reply, body, rejection.status)
}

/** The response body of a rejection in each dialect: `problem+json`, or plain JSON. */
export function rejectionBody(
  dialect: Dialect,
  { status, detail, extra }: Rejection,
): { type: 'problem' | 'json'; body: object } {
  const title = titles[status] ?? 'Error'
  switch (dialect) {
    case 'amo-v4':
    case 'oauth':
    case 'none': {
      const type = `https://httpstatus.es/${status}`
      return { type: 'problem', body: { title, type, status, detail, ...extra } }
    }
    case 'amo-v2': {
      const { error_code } = extra
      if (error_code !== undefined)
        return { type: 'problem', body: { response: { error: detail, error_code } } }
      const type = 'https://developers.amocrm.ru/v3/errors/ProblemJson'
      return { type: 'problem', body: { title, type, status, detail, ...extra } }
    }
    case 'watbot':
      return { type: 'json', body: { message: detail, ...extra } }
    case 'control':
      return { type: 'json', body: { error: detail, ...extra } }
  }
}

/** An HTML error page of the reverse proxy, for an upstream that is down or a blocked client. */
export const sendReverseProxyError = (reply: FastifyReply, status: number) =>
  sendHtml(reply, status, titles[status] ?? 'Error')
