import { describe, expect, it } from 'vitest'
import { foundIn, fromHit, piecesOf, type Found } from './found-text.ts'

/** A text whose found parts are in brackets. */
function read(text: string): Found {
  const ranges: Found['ranges'] = []
  let plain = ''
  for (const part of text.split(/(\[[^\]]*\])/)) {
    const isFound = part.startsWith('[')
    const shown = isFound ? part.slice(1, -1) : part
    if (isFound) ranges.push({ from: plain.length, to: plain.length + shown.length })
    plain += shown
  }
  return { text: plain, ranges }
}
const print = (found: Found) =>
  piecesOf(found)
    .map(({ text, isFound }) => (isFound ? `[${text}]` : text))
    .join('')

describe('the parts of a text that match', () => {
  it.each(['[Iva]nov', 'Ada [Iva]nov [ad]', '[all]'])('are its pieces: %s', (text) => {
    expect(print(read(text))).toBe(text)
  })

  it('are all of it if the match is only equivalent', () => {
    expect(print({ text: '8 916', ranges: [] })).toBe('[8 916]')
  })

  it.each<[shown: string, match: string, found: string | undefined]>([
    ['Kvitko & Sons', 'Kvitko & [Sons]', 'Kvitko & [Sons]'],
    // One of several options.
    ['Press, Partner', '[Part]ner', 'Press, [Part]ner'],
    // A phone is shown in groups, and with another code.
    ['+7 916 555-01-77', '+79165[55017]7', '+7 916 5[55-01-7]7'],
    ['+7 916 555-01-77', '8([916])5550177', '+7 [916] 555-01-77'],
    ['+7 916 555-01-77', '916[5550177]', '+7 916 [555-01-77]'],
    ['+7 916 555-01-77', '[8916]5550177', '+[7 916] 555-01-77'],
    ['+7 916 555-01-77', '+7 916 [555]-01-78', undefined],
    ['https 12', '[13]', undefined],
  ])('of %j, where %j matches, are shown as %j', (shown, match, found) => {
    const hit = foundIn(shown, read(match))
    expect(hit && print(hit)).toBe(found)
  })

  it.each([
    ['a short way [in] stays', 'a short way [in] stays'],
    ['a long way before the [hit] that is [hit]', '…the [hit] that is [hit]'],
  ])('are in sight: %s', (text, shown) => {
    expect(print(fromHit(read(text), 12))).toBe(shown)
  })
})
