import { describe, expect, it } from 'vitest'
import { readDateTime, readDay } from './date-text.ts'

describe('a typed day', () => {
  it.each([
    '2026-11-26',
    ' 2026/11/26 ',
    '26.11.2026',
    '26/11/2026',
    '11/26/2026',
    '26-11-2026',
    'Nov 26, 2026',
    'november 26 2026',
    'Nov. 26th, 2026',
    '26 Nov 2026',
    '26 ноября 2026 г.',
    '26 нояб. 2026',
    '26 ноя 2026 года',
    'Ноябрь 26, 2026',
    '26\u00A0ноября 2026\u00A0г.',
  ])('%s is 26 November 2026', (text) => {
    expect(readDay(text)).toEqual({ kind: 'read', iso: '2026-11-26' })
  })

  it.each(['11/12/2026', '12-11-2026'])('%s may be two days', (text) => {
    const reading = readDay(text)
    expect(reading.kind).toBe('ambiguous')
    expect('isos' in reading && reading.isos.toSorted()).toEqual(['2026-11-12', '2026-12-11'])
  })

  it.each([
    ['05.06.2026', { kind: 'read', iso: '2026-06-05' }],
    ['11/11/2026', { kind: 'read', iso: '2026-11-11' }],
    ['26.11', { kind: 'incomplete' }],
    ['26.11.', { kind: 'incomplete' }],
    ['2026-11', { kind: 'incomplete' }],
    ['Nov 26', { kind: 'incomplete' }],
    ['26 ноября', { kind: 'incomplete' }],
    ['26.11.26', { kind: 'year' }],
    ['11/12/26', { kind: 'year' }],
    ['26.11.12026', { kind: 'year' }],
    ['31.02.2026', { kind: 'invalid' }],
    ['13/13/2026', { kind: 'invalid' }],
    ['29.02.2026', { kind: 'invalid' }],
    ['26 мор 2026', { kind: 'invalid' }],
    ['ma 26, 2026', { kind: 'invalid' }],
    ['tomorrow', { kind: 'invalid' }],
  ])('%s is %o', (text, reading) => {
    expect(readDay(text)).toEqual(reading)
  })
})

describe('a pasted day', () => {
  it.each(['\u200E26.11.\u200B2026\uFEFF', '２６.１１.２０２６', '2026\u201311\u201326'])(
    '%s has invisible or wide characters',
    (text) => {
      expect(readDay(text)).toEqual({ kind: 'read', iso: '2026-11-26' })
    },
  )

  it.each([
    ['2026-11-26 BC', 'invalid'],
    ['2026-11-26T14:30+03:00', 'invalid'],
    ['01.01.99', 'year'],
    ['01.01.10000', 'year'],
  ])('%s is never another day', (text, kind) => {
    expect(readDay(text)).toEqual({ kind })
  })
})

describe('a typed time', () => {
  it.each([
    '2026-11-26T14:30',
    '2026-11-26 14:30:00',
    '26.11.2026 14:30',
    '26.11.2026, 14:30',
    '26.11.2026 14:\u200B30\u200E',
    'Nov 26, 2026, 2:30 PM',
    'Nov 26, 2026 2:30pm',
    'November 26, 2026 at 2:30\u202Fp.m.',
    '26 ноября 2026 г. в 14:30',
  ])('%s is half past two', (text) => {
    expect(readDateTime(text)).toEqual({ kind: 'read', iso: '2026-11-26T14:30' })
  })

  it.each([
    ['26.11.2026 0:05', { kind: 'read', iso: '2026-11-26T00:05' }],
    ['Nov 26, 2026, 12:05 AM', { kind: 'read', iso: '2026-11-26T00:05' }],
    ['26.11.2026 14:30:07', { kind: 'read', iso: '2026-11-26T14:30:07' }],
    ['26.11.2026', { kind: 'incomplete' }],
    ['11/12/2026', { kind: 'incomplete' }],
    ['11/12/2026 14:30', { kind: 'ambiguous', isos: ['2026-11-12T14:30', '2026-12-11T14:30'] }],
    ['26.11.2026 24:00', { kind: 'invalid' }],
    ['26.11.2026 14:60', { kind: 'invalid' }],
    ['26.11.2026 14:30 PM', { kind: 'invalid' }],
    ['26.11.26 14:30', { kind: 'year' }],
    ['noon', { kind: 'invalid' }],
  ])('%s is %o', (text, reading) => {
    expect(readDateTime(text)).toEqual(reading)
  })
})
