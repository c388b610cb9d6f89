/** How often a word occurs. */
export type Vocabulary = ReadonlyMap<string, number>

/** Edits that a mistyped word of this many characters may have; short words are all near each other. */
const maxEdits = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2)

/** The words nearest to one that is not among them, the nearest and most frequent first. */
export function nearWords(word: string, vocabulary: Vocabulary, limit: number): string[] {
  const letters = Array.from(word)
  const max = maxEdits(letters.length)
  if (max === 0) return []
  const own = signature(letters)
  const near: { word: string; edits: number; count: number }[] = []
  for (const [other, count] of vocabulary) {
    if (Math.abs(other.length - word.length) > max) continue
    const candidate = Array.from(other)
    // A replaced letter changes the set of letters by two.
    if (bitCount(own ^ signature(candidate)) > 2 * max) continue
    const edits = distance(letters, candidate, max)
    if (edits > 0 && edits <= max) near.push({ word: other, edits, count })
  }
  return near
    .toSorted((a, b) => a.edits - b.edits || b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map((found) => found.word)
}

/** A bit for each letter, by which most words are told apart before they are compared. */
const signature = (letters: string[]): number =>
  letters.reduce((bits, letter) => bits | (1 << ((letter.codePointAt(0) ?? 0) & 31)), 0)

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/**
 * Letters to be added, removed, replaced or swapped with their neighbour to make one word of the
 * other; more than `max` is not counted exactly.
 */
export function distance(a: string[], b: string[], max: number): number {
  let [before, last]: [number[], number[]] = [[], b.map((_, index) => index)]
  last.push(b.length)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    if (Math.min(...row) > max) return max + 1
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
