/**
 * Parameters in query strings are plain text: `search=0042` keeps its four digits. The router's
 * default parser would convert typed text to numbers and booleans.
 */
export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** Parts that a page could not parse (`notUnderstood`) remain in the URL unchanged. */
export function stringifySearch({ notUnderstood, ...search }: Record<string, unknown>): string {
  const params = new URLSearchParams()
  const damaged = typeof notUnderstood === 'object' ? notUnderstood : {}
  for (const [name, value] of Object.entries({ ...search, ...damaged }))
    for (const item of Array.isArray(value) ? value : [value])
      if (typeof item === 'string' || typeof item === 'number') params.append(name, String(item))
  const text = params.toString()
  return text && `?${text}`
}
