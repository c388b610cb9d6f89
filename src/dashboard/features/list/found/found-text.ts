import type { SearchMatch } from '#contract/api/contacts.ts'

export type Found = Pick<SearchMatch, 'text' | 'ranges'>
type Range = Found['ranges'][number]

/** A piece of a text, and whether the search matches there. */
export type Piece = { text: string; isFound: boolean }

/** The pieces of a text; all of it is found if the match does not say where. */
export function piecesOf({ text, ranges }: Found): Piece[] {
  if (ranges.length === 0) return [{ text, isFound: true }]
  const pieces: Piece[] = []
  let end = 0
  for (const { from, to } of ranges) {
    pieces.push({ text: text.slice(end, from), isFound: false })
    pieces.push({ text: text.slice(from, to), isFound: true })
    end = to
  }
  pieces.push({ text: text.slice(end), isFound: false })
  return pieces.filter((piece) => piece.text !== '')
}

/** The text from shortly before its first hit, if not even `room` characters may be in sight. */
export function fromHit({ text, ranges }: Found, room: number): Found {
  const first = ranges[0]?.from ?? 0
  if (first <= room) return { text, ranges }
  const start = first - Math.floor(room / 3)
  const shift = 1 - start
  return {
    text: `…${text.slice(start)}`,
    ranges: ranges.map(({ from, to }) => ({ from: from + shift, to: to + shift })),
  }
}

/**
 * What is found in a text as it is shown, which may be written differently (a phone in groups) or
 * have more than one item; undefined if the match is of something else.
 */
export function foundIn(shown: string, match: Found): Found | undefined {
  const at = shown.indexOf(match.text)
  if (at >= 0) {
    const all = match.ranges.length > 0 ? match.ranges : [{ from: 0, to: match.text.length }]
    return { text: shown, ranges: all.map(({ from, to }) => ({ from: from + at, to: to + at })) }
  }
  const [places, own] = [digitPlaces(shown), digitPlaces(match.text)]
  const isSame =
    own.length >= minDigits &&
    digitsOf(shown).slice(-minDigits) === digitsOf(match.text).slice(-minDigits)
  if (!isSame) return undefined
  // Counted from the end, because the code of the country may be written in several ways.
  const shift = places.length - own.length
  const ranges = match.ranges.flatMap(({ from, to }): Range[] => {
    const hit = own.flatMap((place, index) => (place >= from && place < to ? [index + shift] : []))
    const [first, last] = [places[Math.max(0, hit[0] ?? 0)], places[hit.at(-1) ?? 0]]
    return hit.length > 0 && first !== undefined && last !== undefined
      ? [{ from: first, to: last + 1 }]
      : []
  })
  return { text: shown, ranges }
}

const minDigits = 7 // of a phone without its codes

const digitPlaces = (text: string): number[] => [...text.matchAll(/\d/g)].map(({ index }) => index)
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')
