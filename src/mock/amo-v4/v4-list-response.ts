import type { FastifyRequest } from 'fastify'
import qs from 'qs'
import { parseQuery } from '#mock/body-parsing.ts'
import type { Paging } from '#mock/query-params.ts'

/**
 * The base URL the client used, so that links lead back to it; the mock's own if the Host header is
 * missing or not a valid host.
 */
export function baseUrlOf(request: FastifyRequest): string {
  const isHost = /^[\w.[\]-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(request.host)
  const host = isHost ? request.host : `127.0.0.1:${request.socket.localPort}`
  return `${request.protocol}://${host}`
}

export const selfLink = (href: string) => ({ self: { href } })

function linkTo(request: FastifyRequest, { limit }: Paging, page: number): string {
  const [path = '', rawQuery = ''] = request.url.split(/\?(.*)/s)
  // The query as sent: the fault `ignore-filter` removes the filter from the parsed one.
  const query = { ...parseQuery(rawQuery), limit: String(limit), page: String(page) }
  const text = qs.stringify(query, { sort: (a, b) => a.localeCompare(b), format: 'RFC1738' })
  return `${baseUrlOf(request)}${path}?${text}`
}

export type ListResponse = {
  name: string
  /** Items as JSON; contacts are bytes from the store. */
  items: (string | Buffer)[]
  paging: Paging
  hasNext: boolean
}

const comma = Buffer.from(',')
const end = Buffer.from(']}}')

/** `{ _page, _links, _embedded }`: no totals; `next` only if there is a next page, `prev` and `first` from page 2 on. */
export function listResponse(
  request: FastifyRequest,
  { name, items, paging, hasNext }: ListResponse,
) {
  const { page } = paging
  const to = (number: number) => ({ href: linkTo(request, paging, number) })
  const links = {
    self: to(page),
    ...(hasNext ? { next: to(page + 1) } : {}),
    ...(page > 1 ? { first: to(1), prev: to(page - 1) } : {}),
  }
  const parts: Buffer[] = [
    Buffer.from(`{"_page":${page},"_links":${JSON.stringify(links)},"_embedded":{"${name}":[`),
  ]
  for (const [i, item] of items.entries()) {
    if (i > 0) parts.push(comma)
    parts.push(typeof item === 'string' ? Buffer.from(item) : item)
  }
  return Buffer.concat([...parts, end])
}

/** A list with totals: users, roles, custom fields. */
export function countedListResponse(
  request: FastifyRequest,
  name: string,
  all: unknown[],
  paging: Paging,
) {
  const { page, limit, offset } = paging
  const last = Math.max(1, Math.ceil(all.length / limit))
  const to = (number: number) => ({ href: linkTo(request, paging, number) })
  return {
    _total_items: all.length,
    _page: page,
    _page_count: last,
    _links: {
      self: to(page),
      ...(page < last ? { next: to(page + 1) } : {}),
      ...(page > 1 ? { prev: to(page - 1) } : {}),
      first: to(1),
      last: to(last),
    },
    _embedded: { [name]: all.slice(offset, offset + limit) },
  }
}
