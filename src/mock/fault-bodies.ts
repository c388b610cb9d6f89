import type { FastifyRequest } from 'fastify'
import { dialectOf } from './rejection.ts'
import { isRecord } from './json-value.ts'

/** The number of contacts that a request contains, names by id, or requests. */
export function itemCount({ body, query }: FastifyRequest): number {
  if (Array.isArray(body)) return body.length
  if (isRecord(body)) return lengthOf(body['add']) + lengthOf(body['update'])
  if (!isRecord(query)) return 0
  const limits = ['limit', 'limit_rows', 'count'].map((name) => Number(query[name] ?? 0))
  const filter = isRecord(query['filter']) ? query['filter'] : {}
  const ids = Math.max(lengthOf(query['id']), lengthOf(filter['id']))
  return ids > 0 ? ids : Math.max(...limits)
}

const lengthOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length
  return isRecord(value) ? Object.keys(value).length : 0
}

/**
 * The response to a list request without its entries; undefined if the API responds with 204.
 */
export function withoutItems(request: FastifyRequest, text: string): string | undefined {
  if (dialectOf(request.url) !== 'watbot') return undefined
  const response: unknown = JSON.parse(text)
  return isRecord(response) ? JSON.stringify({ ...response, data: [] }) : text
}

/** Whether a response body is a list. */
export function isList(text: string): boolean {
  const response: unknown = JSON.parse(text)
  if (!isRecord(response)) return false
  const parts = response['_embedded']
  return Array.isArray(response['data']) || (isRecord(parts) && !('id' in response))
}

/** The response to a write without the `request_id` of any entry. */
export function withoutRequestIds(text: string): string {
  return JSON.stringify(JSON.parse(text), (key: string, value: unknown) =>
    key === 'request_id' ? undefined : value,
  )
}
