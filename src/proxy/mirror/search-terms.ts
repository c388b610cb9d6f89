import { foldText } from '#contract/model/search-key.ts'

/** A part of a search: all words, or one of the sequences of digits. */
export type SearchTerm = { words: string[]; digits: string[] }

/** Words have to occur in any order; a shorter one at the beginning of a word, as few are indexed. */
const minIndexed = 3
export const isIndexed = (word: string): boolean => Array.from(word).length >= minIndexed

const betweenWords = /[^\p{L}\p{N}\p{Co}]+/u

/** The pieces of a short word, each of which is the beginning of a word. */
export const beginningsOf = (word: string): string[] => word.split(betweenWords).filter(Boolean)

/** The first one and two characters of the words of a text, each once. */
export function beginningsIn(text: string): string[] {
  if (plain.test(text)) return plainBeginnings(text)
  const found = new Set<string>()
  for (const word of text.split(betweenWords)) {
    const [first, second] = word
    if (first === undefined) continue
    found.add(first)
    if (second !== undefined) found.add(first + second)
  }
  return [...found]
}

/** Of the characters of which nearly all texts consist, each letter is one unit. */
const plain = /^[\n -~А-яЁё]*$/

function plainBeginnings(text: string): string[] {
  const seen: number[] = [] // by the codes of their characters: a text has a few only
  const found: string[] = []
  const add = (code: number, from: number, to: number) => {
    if (seen.includes(code)) return
    seen.push(code)
    found.push(text.slice(from, to))
  }
  let isInside = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isLetter = isPlainLetter(code)
    if (isLetter && !isInside) {
      add(code, index, index + 1)
      const next = text.charCodeAt(index + 1)
      if (isPlainLetter(next)) add(code * 65_536 + next, index, index + 2)
    }
    isInside = isLetter
  }
  return found
}

/** Whether it is a letter or a digit. */
const isPlainLetter = (code: number): boolean =>
  code > 127 ||
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90)

/** The folded terms of a search; a phone is one term, however its digits are separated. */
export function searchTerms(search: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  let run: string[] = []
  const endRun = () => {
    terms.push(...termsOfRun(run))
    run = []
  }
  for (const word of searchable(search).split(' ').filter(Boolean)) {
    if (numeric.test(word)) run.push(word)
    else {
      endRun()
      terms.push({ words: [word], digits: [] })
    }
  }
  endRun()
  return terms
}

/** SQLite's search ends a text at NUL. */
export const searchable = (text: string): string => foldText(text.replaceAll('\0', ' '))

const numeric = /^[\d+().\p{Pd}/]*\d[\d().\p{Pd}/]*$/u
const date = /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$/
const minPhonePart = 4
const maxDigits = 10 // without the country code, which is written in several ways

/** Digits that may be a phone or its beginning are also sought without what separates them. */
function termsOfRun(words: string[]): SearchTerm[] {
  const text = words.join(' ')
  const digits = text.replaceAll(/\D/g, '')
  const isPlain = digits === text && digits.length <= maxDigits
  if (isPlain || digits.length < minPhonePart || date.test(text))
    return words.map((word) => ({ words: [word], digits: [] }))
  if (digits.length >= maxDigits) return [{ words, digits: [digits.slice(-maxDigits)] }]
  // The trunk digit of the home country may be typed for its code.
  const withCode = digits.startsWith('8') ? [`7${digits.slice(1)}`] : []
  return [{ words, digits: [digits, ...withCode] }]
}
