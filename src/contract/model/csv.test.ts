import Papa from 'papaparse'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRecord, csvSeparators, disarm, disarmedJson, type CsvSeparator } from './csv.ts'

const names: CsvSeparator[] = ['comma', 'semicolon', 'tab']
const strictly = (text: string) => disarm(text, { keepsNumbers: false })
const kindly = (text: string) => disarm(text, { keepsNumbers: true })

describe('a formula', () => {
  const rows: [text: string, disarmed: string][] = [
    ['=1+1', "'=1+1"],
    [' =1+1', "' =1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['  ＠x', "'  ＠x"],
    ['＋SUM(A1)', "'＋SUM(A1)"],
    ['－SUM(A1)', "'－SUM(A1)"],
    ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
    ['\t=1', "'\t'=1"],
    ['\rx', "'\rx"],
    ["x;=cmd|'/c calc'!A0", "x;'=cmd|'/c calc'!A0"],
    ['x, =1+1', "x,' =1+1"],
    ['x\t@A1', "x\t'@A1"],
    ['x\n=1', "x\n'=1"],
    [';=1', ";'=1"],
    ['\u200B=1', "'\u200B=1"],
    ['\u202A +cmd', "'\u202A +cmd"],
    ['x;\u00AD@A1', "x;'\u00AD@A1"],
    ['\u0000=1', "'\u0000=1"],
    ['a;;=1', "a;;'=1"],
    ['+7,=1+1', "'+7,'=1+1"],
    ['a=b', 'a=b'],
    ['ada@example.com', 'ada@example.com'],
    ['', ''],
  ]
  it.each(rows)('%j is written as %j', (text, expected) => {
    expect(strictly(text)).toBe(expected)
    expect(kindly(text)).toBe(expected)
  })

  it.each(['+7 (495) 123-45-67', '-12.5', '+7 495 123-45-67 доб. 12', '+44 20, +44 21', 'a;-5'])(
    'is not detected in %j if numbers are kept, and is otherwise',
    (text) => {
      expect(kindly(text)).toBe(text)
      expect(strictly(text)).not.toBe(text)
    },
  )
})

it('never leaves the start of a formula at the start of a cell, whatever the separator', () => {
  const sign = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    '＠',
    ';',
    ',',
    '\t',
    ' ',
    'a',
    '1',
    '"',
    '\n',
  )
  fc.assert(
    fc.property(fc.string({ unit: sign }), (text) => {
      for (const cell of strictly(text).split(/[;,\t\r\n]/))
        expect(cell).not.toMatch(/^\s*[=+\-@＝＠]/)
    }),
  )
})

it('parses to the same values, with each separator and quoting mode', () => {
  const table = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), {
    minLength: 1,
  })
  const quotes = fc.constantFrom('always' as const, 'needed' as const)
  fc.assert(
    fc.property(table, fc.constantFrom(...names), quotes, (rows, separator, quoting) => {
      const text = rows.map((row) => csvRecord(row, separator, quoting)).join('')
      const options = { delimiter: csvSeparators[separator], newline: '\r\n' as const }
      expect(Papa.parse<string[]>(text, options).data).toEqual([...rows, ['']])
    }),
  )
})

it('quotes every cell on request', () => {
  expect(csvRecord(['a', '1', ''], 'semicolon', 'always')).toBe('"a";"1";""\r\n')
  expect(csvRecord(['a', 'b;c', 'd"e'], 'comma', 'needed')).toBe('a,"b;c","d""e"\r\n')
})

it('escapes formulas in JSON without changing its value', () => {
  const value = { name: 'x;=cmd', list: [1, -5], note: 'a, @b "q;=" \\', '+': ',+1' }
  const text = disarmedJson(value)
  expect(JSON.parse(text)).toEqual(value)
  expect(text).not.toMatch(/[;,]\s*[=@+]/)
  fc.assert(
    fc.property(fc.jsonValue(), (any) => {
      expect(JSON.parse(disarmedJson(any))).toEqual(JSON.parse(JSON.stringify(any)))
    }),
  )
})

it.each([
  '+' + ' '.repeat(200_000) + '!',
  ' '.repeat(200_000) + 'x',
  '\t'.repeat(200_000) + 'x',
  ';+1'.repeat(70_000) + '!',
  '+1 '.repeat(70_000) + 'доб',
  ',=\\"'.repeat(50_000),
])('does not take quadratic time in the length of a cell (%#)', (text) => {
  // A linear algorithm takes milliseconds, a quadratic one minutes: longer than a test may take.
  expect(kindly(text)).toBeTypeOf('string')
  expect(disarmedJson(text)).toBeTypeOf('string')
  expect(csvRecord([text], 'comma', 'needed').length).toBeGreaterThan(text.length / 2)
})
