/**
 * Query strings are plain text: `search=0042` keeps its four digits. The router's default parser
 * would turn what people type into numbers and booleans.
 */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text))

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (typeof value === 'string' || typeof value === 'number') params.set(name, String(value))
  const text = params.toString()
  return text && `?${text}`
}
