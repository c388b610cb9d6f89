const maxRemembered = 2000

/**
 * A function of a text that remembers its last results: the same phone, e-mail or name is looked at
 * several times in a row, or in many rows.
 */
export function remembered<Result>(make: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    if (results.size >= maxRemembered) results.clear()
    const made = make(text)
    results.set(text, made)
    return made
  }
}
