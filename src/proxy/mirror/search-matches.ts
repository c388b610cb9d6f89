import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail, SearchMatch } from '#contract/api/contacts.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { foldText } from '#contract/model/search-key.ts'
import { splitValue, valueKinds } from '#contract/model/value-kinds.ts'
import type { Value } from '#contract/model/value.ts'
import { searchTextsOf } from './contact-entry.ts'
import { beginningsOf, isIndexed, searchTerms, type SearchTerm } from './search-terms.ts'

type Range = SearchMatch['ranges'][number]

const maxTextLength = 160
const contextLength = 40 // characters before the first hit of a longer text

/** Where the contacts of a page match a search; undefined without a search. */
export function pageMatches(
  search: string,
  readContacts: () => ContactDetail[],
): SearchMatch[] | undefined {
  if (search === '') return undefined
  const terms = searchTerms(search)
  return readContacts().flatMap((contact) => contactMatches(contact, terms))
}

const sought: AttributeKey[] = [
  'phones',
  'emails',
  'company',
  'tags',
  'firstName',
  'lastName',
  'username',
]

function contactMatches(contact: ContactDetail, terms: SearchTerm[]): SearchMatch[] {
  const name: ShownText = { key: 'name', text: placed(contact.name), searched: '' }
  const matches = new Map<ShownText, Range[]>()
  const hidden = terms.filter((term) => {
    const ranges = rangesOf(name.text, term)
    if (ranges.length > 0) matches.set(name, [...(matches.get(name) ?? []), ...ranges])
    return ranges.length === 0
  })
  if (hidden.length === 0) return matchesOf(contact, matches)
  const fields = contact.fields.filter(({ role }) => role === null).map(({ id }) => fieldKey(id))
  const shown = [...sought, ...fields].flatMap((key) => textsOf(contactValue(contact, key), key))
  for (const term of hidden) {
    const hit =
      shown.find(({ text }) => rangesOf(text, term).length > 0) ??
      // A phone, for instance, that is written with another code.
      shown.find(({ searched }) => isIn(searched, term))
    if (hit) matches.set(hit, [...(matches.get(hit) ?? []), ...rangesOf(hit.text, term)])
  }
  return matchesOf(contact, matches)
}

const matchesOf = ({ id }: ContactDetail, matches: Map<ShownText, Range[]>): SearchMatch[] =>
  [...matches].map(([{ key, text }, ranges]) => ({
    id,
    attribute: key,
    ...excerpt(text.original, merged(ranges)),
  }))

type ShownText = { key: AttributeKey; text: Placed; searched: string }

const textsOf = (value: Value | null | undefined, key: AttributeKey): ShownText[] =>
  splitValue(value ?? null).map((item) => ({
    key,
    text: placed(printed(item)),
    searched: foldText(searchTextsOf(item).join('\n')),
  }))

function printed(item: Value): string {
  if (item.kind === 'contactPoints') return item.items.map(({ value }) => value).join(' ')
  return valueKinds[item.kind].searchText(item)
}

/** A text with its folded form; each unit of that comes from a place in the original. */
type Placed = { original: string; folded: string; places: Range[] }

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function placed(original: string): Placed {
  const places: Range[] = []
  let folded = ''
  for (const { segment, index } of graphemes.segment(original)) {
    const isSpace = /^\s+$/u.test(segment)
    const part = isSpace ? (folded.endsWith(' ') ? '' : ' ') : foldText(segment)
    folded += part
    for (let unit = 0; unit < part.length; unit++)
      places.push({ from: index, to: index + segment.length })
  }
  return { original, folded, places }
}

/** The digits of a phone are found whatever separates them, in one range. */
function rangesOf(text: Placed, { words, digits }: SearchTerm): Range[] {
  const [word = '', ...others] = words
  const isNumber = others.length === 0 && /^\d{4,}$/.test(word)
  const [ofDigits, ofWords] = [
    digitRanges(text, isNumber ? [word] : digits),
    words.map((part) => wordRanges(text, part)),
  ]
  const whole = ofWords.every((ranges) => ranges.length > 0) ? ofWords.flat() : []
  const [first, second] = isNumber ? [whole, ofDigits] : [ofDigits, whole]
  return first.length > 0 ? first : second
}

const wordRanges = (text: Placed, word: string): Range[] =>
  isIndexed(word)
    ? occurrences(text, word)
    : beginningsOf(word).flatMap((part) => occurrences(text, part, true))

function digitRanges(text: Placed, sequences: string[]): Range[] {
  if (sequences.length === 0) return []
  const onlyDigits = digitsIn(text)
  return sequences.flatMap((sequence) => occurrences(onlyDigits, sequence))
}

function occurrences({ folded, places }: Placed, part: string, isBeginning = false): Range[] {
  const ranges: Range[] = []
  for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) {
    const [first, last] = [places[at], places[at + part.length - 1]]
    const isInside = isBeginning && /[\p{L}\p{N}\p{Co}]$/u.test(folded.slice(0, at))
    if (first && last && !isInside) ranges.push({ from: first.from, to: last.to })
  }
  return ranges
}

function digitsIn({ original, folded, places }: Placed): Placed {
  const digits = places.flatMap((place, index) => (/\d/.test(folded.charAt(index)) ? [place] : []))
  return { original, folded: folded.replaceAll(/\D/g, ''), places: digits }
}

const isIn = (searched: string, { words, digits }: SearchTerm): boolean =>
  words.every((word) => searched.includes(word)) ||
  digits.some((sequence) => searched.includes(sequence))

/** Ascending, without overlaps. */
function merged(ranges: Range[]): Range[] {
  const all: Range[] = []
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

/** The part of a long text around the first hit. */
function excerpt(text: string, ranges: Range[]): Pick<SearchMatch, 'text' | 'ranges'> {
  if (text.length <= maxTextLength) return { text, ranges }
  const start = Math.max(0, (ranges[0]?.from ?? 0) - contextLength)
  const end = start + maxTextLength
  const before = start > 0 ? '…' : ''
  const shift = before.length - start
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    ranges: ranges
      .filter(({ to }) => to <= end)
      .map(({ from, to }) => ({ from: from + shift, to: to + shift })),
  }
}
