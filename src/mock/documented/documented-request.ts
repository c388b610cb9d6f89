/** A request that one of the five documents prints or describes, and the printed response. */
export type DocumentedRequest = {
  /** The number of the seed. */
  document: '000' | '001' | '002' | '003' | '004'
  title: string
  method: 'GET' | 'POST' | 'PATCH'
  /** The host printed in the document; links in the response use it. */
  host: string
  path: string
  headers?: Record<string, string>
  /** Request body, sent as JSON. */
  body?: unknown
  status: number
  /**
   * The printed response, with the corrections listed in `sample-repairs.ts`; undefined if none is
   * printed.
   */
  answer?: unknown
  /** An additional check where the document describes a response without printing it. */
  count?: { at: string; equals: number }
  /** The first items of a list that is longer than the printed one. */
  first?: { at: string; items: unknown[] }
  /** Paths in the response of ids and times assigned by the server: only their type is compared. */
  assigned?: string[]
}

/** The request as a curl command for a mock with the default settings. */
export function curlOf({ method, host, path, headers = {}, body }: DocumentedRequest): string {
  const parts = ['curl -g']
  if (method !== 'GET') parts.push(`-X ${method}`)
  const all = {
    Host: host,
    Authorization: 'Bearer demo-token',
    ...headers,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  }
  for (const [name, value] of Object.entries(all)) parts.push(`-H '${name}: ${value}'`)
  if (body !== undefined) parts.push(`-d '${JSON.stringify(body)}'`)
  return [...parts, `'http://127.0.0.1:4010${path}'`].join(' ')
}
