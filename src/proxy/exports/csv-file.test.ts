import Papa from 'papaparse'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CsvSeparator } from '#contract/model/csv.ts'
import { csvLine } from './csv-file.ts'

const toCsv = (
  rows: string[][],
  separator: CsvSeparator,
  { hasDigitsAsText = false } = {},
): string => rows.map((row) => csvLine(row, { separator, hasDigitsAsText })).join('')

const cell = (text: string) => Papa.parse<string[]>(toCsv([[text]], 'comma')).data[0]?.[0]

describe('a formula', () => {
  it.each([
    '=1+1',
    ' =1+1',
    '@SUM(A1)',
    '+SUM(A1)',
    '-SUM(A1)',
    "+1+cmd|' /C calc'!A0",
    '-2+3+HYPERLINK("http://evil.example")',
    '\tx',
    '\rx',
    '\nx',
    '＝1+1',
  ])('gets an apostrophe: %j', (text) => {
    expect(cell(text)).toBe(`'${text}`)
  })

  it.each([
    '+7 (495) 123-45-67',
    '+442079460000, +442079460001',
    '+7 495 123-45-67 доб. 12',
    '+44 20 7946 0000 ext 5',
    '-12.5',
    '-0',
    '-',
    'a=b',
    'ada@example.com',
    '8 (800) 555-35-35',
    '',
  ])('is not detected in %j', (text) => {
    expect(cell(text)).toBe(text)
  })
})

it('parses back to the same values', () => {
  const plain = fc.string({ unit: 'binary' }).map((text) => `n${text}`)
  const separator = fc.constantFrom('semicolon' as const, 'comma' as const, 'tab' as const)
  const table = fc.array(fc.tuple(plain, plain), { minLength: 1 })
  fc.assert(
    fc.property(table, separator, (rows, by) => {
      const delimiter = { semicolon: ';', comma: ',', tab: '\t' }[by]
      const text = toCsv(rows, by)
      const { data } = Papa.parse<string[]>(text, { delimiter, newline: '\r\n' })
      expect(data).toEqual([...rows, ['']])
    }),
  )
})

describe('with digits as text', () => {
  const textCell = (text: string) =>
    Papa.parse<string[]>(toCsv([[text]], 'semicolon', { hasDigitsAsText: true })).data[0]?.[0]

  it.each([
    '007',
    '0891234567',
    '+79160000001',
    '89160000001',
    '+7 (495) 123-45-67',
    '+442079460000, +442079460001',
    '12345678901234567890',
  ])('a spreadsheet keeps %s', (text) => {
    expect(textCell(text)).toBe(`="${text}"`)
  })

  it.each([
    '45615',
    '-12.5',
    '0',
    '0.5',
    '0,5',
    '2026-11-26',
    '12:30',
    '8 (800) 555-35-35',
    'Ada',
    '',
  ])('leaves %j as it is', (text) => {
    expect(textCell(text)).toBe(text)
  })

  it.each(['+SUM(A1)', '=1+1', '+1"&A1&"'])('a formula stays disarmed: %s', (text) => {
    expect(textCell(text)).toBe(`'${text}`)
  })
})

it('ends lines with CRLF and quotes only if necessary', () => {
  expect(toCsv([['a', 'b;c', 'd"e', 'f\ng']], 'semicolon')).toBe('a;"b;c";"d""e";"f\ng"\r\n')
})
