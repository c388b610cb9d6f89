/** A request that one of the five documents prints or describes, and the answer it prints. */
export type DocumentedRequest = {
  /** The number of the seed. */
  document: '000' | '001' | '002' | '003' | '004'
  title: string
  method: 'GET' | 'POST' | 'PATCH'
  /** The host that the document prints; links of answers lead to it. */
  host: string
  path: string
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  status: number
  /** As printed, repaired as listed in `sample-repairs.ts`; undefined if none is printed. */
  answer?: unknown
  /** What else must hold, where the document describes an answer without printing it. */
  count?: { at: string; equals: number }
  /** The first items of a list that is longer than the printed one. */
  first?: { at: string; items: unknown[] }
  /** Paths in the answer of ids and times that the server assigns: only their type is compared. */
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
