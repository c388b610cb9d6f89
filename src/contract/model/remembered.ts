const slots = 1024 // a power of two

/**
 * A function of a text that remembers some of its last results: the same phone, e-mail or name is looked
 * at several times in a row, or in many rows. Each text has one place, which the next one of the same
 * place takes over, so that rows of which every one has another phone leave nothing to be collected.
 */
export function remembered<Result>(make: (text: string) => Result): (text: string) => Result {
  const texts: (string | undefined)[] = Array.from({ length: slots }, () => undefined)
  const results: Result[] = []
  return (text) => {
    const slot = slotOf(text)
    const known = results[slot]
    if (texts[slot] === text && known !== undefined) return known
    const made = make(text)
    texts[slot] = text
    results[slot] = made
    return made
  }
}

/** By its length and its last characters, in which phones and names differ, and some others. */
function slotOf(text: string): number {
  const { length } = text
  let hash = length
  for (let index = Math.max(0, length - 6); index < length; index++)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  if (length > 6)
    hash = (Math.imul(hash, 31) + text.charCodeAt(0) + 7 * text.charCodeAt(length >> 1)) | 0
  return (hash ^ (hash >>> 10)) & (slots - 1)
}
