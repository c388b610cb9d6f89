/**
 * The search part of an address is plain text, name by name: `search=0042` stays those four digits.
 * The router's own reading would make numbers and truth values of what people type.
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
