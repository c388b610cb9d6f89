import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of what is not part of a frequent password: fewer characters are guessed along with it. */
const minRest = 6
/** Lengths of those in the list, in characters. */
const [minFrequent, maxFrequent] = [6, 30]

const frequent: ReadonlySet<string> = new Set(
  readFileSync(join(import.meta.dirname, 'frequent-passwords.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
)

/**
 * Whether a text in lower case is a frequent password, or one with a few characters before, between or
 * behind. Several words are no frequent password, even if each is one.
 */
export function isFrequentPassword(text: string): boolean {
  if (frequent.has(text)) return true
  for (let at = 0; at + minFrequent <= text.length; at++)
    for (let end = Math.min(text.length, at + maxFrequent); end - at >= minFrequent; end--) {
      const part = text.slice(at, end)
      if (frequent.has(part) && text.replaceAll(part, '').length < minRest) return true
    }
  return false
}
