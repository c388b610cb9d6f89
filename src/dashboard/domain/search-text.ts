/**
 * Query strings are plain text: `search=0042` keeps its four digits. The router's default parser
 * would turn what people type into numbers and booleans.
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

/** What a page did not understand (`notUnderstood`) stays in the address as it came. */
export function stringifySearch({ notUnderstood, ...search }: Record<string, unknown>): string {
  const params = new URLSearchParams()
  const damaged = typeof notUnderstood === 'object' ? notUnderstood : {}
  for (const [name, value] of Object.entries({ ...search, ...damaged }))
    for (const item of Array.isArray(value) ? value : [value])
      if (typeof item === 'string' || typeof item === 'number') params.append(name, String(item))
  const text = params.toString()
  return text && `?${text}`
}
