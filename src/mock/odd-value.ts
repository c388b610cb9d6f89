type Place = { parent: object; key: string }

/** The place a pointer refers to; undefined if there is none. */
function placeOf(response: unknown, pointer: string): Place | undefined {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  let current: unknown = response
  for (const [index, key] of keys.entries()) {
    if (typeof current !== 'object' || current === null) return undefined
    const name = keyIn(current, key)
    if (name === undefined || !Object.hasOwn(current, name)) return undefined
    if (index === keys.length - 1) return { parent: current, key: name }
    current = Reflect.get(current, name)
  }
  return undefined
}

/**
 * Resolves `id=5` to the key of the list or map entry with this id, which may be a number or a
 * string.
 */
function keyIn(parent: object, key: string): string | undefined {
  const id = /^id=(.+)$/.exec(key)?.[1]
  if (id === undefined) return key
  const found = Object.entries(parent).find(
    ([, entry]: [string, unknown]) =>
      typeof entry === 'object' &&
      entry !== null &&
      'id' in entry &&
      (entry.id === id || entry.id === Number(id)),
  )
  return found?.[0]
}

/** A response with one value replaced; a value of undefined removes the key. */
export function withOddValue(text: string, pointer: string, value: unknown): string {
  const response: unknown = JSON.parse(text)
  const place = placeOf(response, pointer)
  if (!place) return text
  if (value === undefined) Reflect.deleteProperty(place.parent, place.key)
  else Reflect.set(place.parent, place.key, value)
  return JSON.stringify(response)
}
