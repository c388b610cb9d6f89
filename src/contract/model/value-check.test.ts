import { describe, expect, it } from 'vitest'
import { plainContext } from './value-context.ts'
import { checksOf, type CheckContext, type Entered } from './value-check.ts'
import type { ContactPointRole, Value, ValueKindName } from './value.ts'
import { valueKinds } from './value-kinds.ts'

const context: CheckContext = { ...plainContext, country: 'RU', isCommaDecimal: true }

const points = (...values: string[]): Value => ({
  kind: 'contactPoints',
  items: values.map((value) => ({ value, kind: 'WORK', kindId: null })),
})

const entered = (value: Value): Entered => ({ value, text: null, issues: [] })

/** What an editor that holds a text has. */
function typed(text: string, kind: ValueKindName, own: CheckContext = context): Entered {
  const parsed = valueKinds[kind].parse(text, { ...own, timeZone: null, before: null })
  return { value: parsed.issues.length > 0 ? null : parsed.value, text, issues: parsed.issues }
}

const short = (checks: ReturnType<typeof checksOf>) =>
  checks.map(({ severity, code, index, suggestions }) => [severity, code, index, suggestions])

describe('phones and e-mails', () => {
  const checks = (role: ContactPointRole, ...values: string[]) =>
    short(checksOf(entered(points(...values)), { ...context, role, isMany: true }))

  it('have their warnings by their place in the list', () => {
    expect(checks('phones', '+79165550101', 'нет', '7,9E+10')).toEqual([
      ['warning', 'placeholder', 1, [[]]],
      ['warning', 'spoiled_number', 2, []],
    ])
    expect(checks('emails', 'vera@example.ru', 'a@b')).toEqual([['warning', 'not_an_email', 1, []]])
  })

  it('may have a better form, which is a hint', () => {
    expect(checks('phones', '8 (916) 555-01-01 доб. 12')).toEqual([
      ['hint', 'country_code', 0, [['+79165550101 доб. 12']]],
    ])
    expect(checks('phones', '+7 (916) 555-01-01', '+79165550102')).toEqual([])
    expect(checks('emails', 'Vera <vera@example.ru>')).toEqual([
      ['hint', 'wrapped', 0, [['vera@example.ru']]],
    ])
  })

  it.each([
    '+7\u00A0916\u00A0555-01-01',
    '+7 916 555\u201101\u201101',
    '\u202A+7 916 555-01-01\u202C',
    '+7 916\u200B 555-01-01',
    '+7 916\u00AD 555-01-01',
    '\uFEFF+7 916 555-01-01',
  ])('show the invisible marks of %j', (text) => {
    expect(checks('phones', text)).toEqual([
      ['warning', 'invisible_marks', 0, [['+7 916 555-01-01']]],
    ])
  })

  it('are compared with each other in their normal form', () => {
    expect(checks('phones', '+79165550101', '8 916 555-01-01')).toContainEqual([
      'warning',
      'repeated',
      1,
      [[]],
    ])
    expect(checks('emails', 'vera@example.ru', 'VERA@example.ru')).toEqual([
      ['warning', 'repeated', 1, [[]]],
    ])
    expect(checks('phones', '105', '106')).toEqual([])
  })

  it('have no warnings in fields of messengers', () => {
    const value = points('@vera', 'нет')
    expect(checksOf(entered(value), { ...context, isMany: true })).toEqual([])
  })

  it('have none where a person keeps the text', () => {
    const own = { ...context, role: 'phones' as const }
    expect(checksOf(entered(points('12345', '12346')), own, ['12345'])).toMatchObject([
      { text: '12346' },
    ])
  })

  it('are checked as they were typed in a cell', () => {
    const own = { ...context, role: 'phones' as const, isMany: true }
    const text = '+7\u00A0916\u00A0555-01-01; нет'
    expect(short(checksOf(typed(text, 'contactPoints', own), own))).toEqual([
      ['warning', 'invisible_marks', 0, [['+7 916 555-01-01']]],
      ['warning', 'placeholder', 1, [[]]],
    ])
  })
})

it.each([
  ['1.234', true, [['warning', 'separator', [['1234']]]]],
  ['1,234', true, [['warning', 'separator', [['1234']]]]],
  ['-12,500', true, [['warning', 'separator', [['-12500']]]]],
  ['1.234', false, []],
  ['1,234', false, [['error', 'ambiguous_number', [['1234'], ['1.234']]]]],
  ['7,9E+10', true, [['error', 'spoiled_number', []]]],
  ['7.9451567369E10', false, [['error', 'spoiled_number', [['79451567369']]]]],
  ['abc', true, [['error', 'number', []]]],
  ['0,125', true, []],
  ['0.125', false, []],
  ['1 234,50', true, []],
  ['1234.567', true, []],
  ['12,5', true, []],
  ['1,234,567', false, []],
  ['1,234.56', false, []],
])('asks about the number %s (decimal comma: %s)', (text, isCommaDecimal, expected) => {
  const own = { ...context, isCommaDecimal }
  const found = checksOf(typed(text, 'number', own), own)
  expect(found.map(({ severity, code, suggestions }) => [severity, code, suggestions])).toEqual(
    expected,
  )
})

it.each([
  ['02.01.90', 'year_out_of_range', [['1990-01-02'], ['2090-01-02']]],
  ['25/12/85', 'year_out_of_range', [['1985-12-25'], ['2085-12-25']]],
  ['11/12/2026', 'ambiguous_date', [['2026-11-12'], ['2026-12-11']]],
  ['31.02.2026', 'date', []],
])('refuses the date %s and names the days that may be meant', (text, code, suggestions) => {
  expect(checksOf(typed(text, 'date'), context)).toMatchObject([
    { severity: 'error', code, suggestions },
  ])
})

it('leaves the marks of emoji and of scripts in names, and shows others', () => {
  const name = (text: string) => checksOf(entered({ kind: 'text', values: [text] }), context)
  expect(name('Семья 👨‍👩‍👧 Ковалёвых')).toEqual([])
  expect(name('می‌خواهم')).toEqual([])
  expect(name('Ве\u00ADра\u200B')).toMatchObject([
    { code: 'invisible_marks', suggestions: [['Вера']] },
  ])
})
