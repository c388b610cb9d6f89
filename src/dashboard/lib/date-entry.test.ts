import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printEntry, readEntry } from './date-entry.ts'

const minMs = Date.UTC(1000, 0, 1)
const maxMs = Date.UTC(9999, 11, 31, 23, 59, 59)
const moments = fc
  .integer({ min: minMs, max: maxMs })
  .map((ms) => new Date(ms).toISOString().slice(0, 19))

describe('a printed date', () => {
  it.each(['ru', 'en'])('is read back as the same date in %s', (language) => {
    fc.assert(
      fc.property(moments, (iso) => {
        const day = iso.slice(0, 10)
        expect(readEntry(printEntry(day, language), 'day')).toEqual({ kind: 'read', iso: day })
        const time = iso.endsWith(':00') ? iso.slice(0, 16) : iso
        expect(readEntry(printEntry(time, language), 'dateTime')).toEqual({
          kind: 'read',
          iso: time,
        })
      }),
    )
  })

  it.each([
    ['ru', '2026-11-26', '26.11.2026'],
    ['ru', '2026-01-02T03:04', '02.01.2026 03:04'],
    ['en', '2026-11-26', 'Nov 26, 2026'],
    ['en', '2026-01-02T15:04', 'Jan 2, 2026, 3:04 PM'],
  ])('is in the form of the language: %s', (language, iso, text) => {
    expect(printEntry(iso, language).replaceAll(/\s/g, ' ')).toBe(text)
  })
})

it.each(['0999-12-31', '01.01.0999'])('the year of %s is a problem', (text) => {
  expect(readEntry(text, 'day')).toEqual({ kind: 'year' })
})
