import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseCells, printCells } from './grid-clipboard.ts'

it('reads what spreadsheets copy: quotes around tabs and line breaks, a line break at the end', () => {
  expect(parseCells('a\t"b\nc"\t\r\n"say ""hi"""\tx "y"\tz\r\n')).toEqual([
    ['a', 'b\nc', ''],
    ['say "hi"', 'x "y"', 'z'],
  ])
  expect(parseCells('a\n\nb')).toEqual([['a'], [''], ['b']])
})

it('parses what it has printed', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ';', 'я') })
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
    )
  fc.assert(
    fc.property(table, (rows) => {
      expect(parseCells(printCells(rows))).toEqual(rows)
    }),
  )
})
