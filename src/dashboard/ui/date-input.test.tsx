import { screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { DateInput } from './date-input.tsx'
// Loaded with the file: a busy machine takes seconds.
import './day-calendar.tsx'

type Options = {
  value?: string
  entry?: 'day' | 'dateTime'
  language?: 'ru' | 'en'
  timeZone?: string
}

async function renderDate(options: Options = {}) {
  const {
    value: initial = '',
    entry = 'day',
    language = 'en',
    timeZone = 'Europe/Moscow',
  } = options
  const onChange = vi.fn<(value: string) => void>()
  function Harness() {
    const [value, setValue] = useState(initial)
    return (
      <>
        <label htmlFor="date">Signed</label>
        <DateInput
          id="date"
          label="Signed"
          entry={entry}
          value={value}
          onChange={(next) => {
            onChange(next)
            setValue(next)
          }}
          timeZone={timeZone}
        />
        <button type="button">Next</button>
      </>
    )
  }
  const { user } = await renderControl(<Harness />, language)
  const input = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Signed' })
  const value = () => onChange.mock.lastCall?.[0]
  const leave = () => user.click(screen.getByRole('button', { name: 'Next' }))
  return { user, input, value, leave }
}

describe('a typed date', () => {
  it.each([
    ['ru', '26.11.2026', '26.11.2026'],
    ['ru', '2026-11-26', '26.11.2026'],
    ['en', 'Nov 26, 2026', 'Nov 26, 2026'],
    ['en', '11/26/2026', 'Nov 26, 2026'],
  ] as const)('is understood, and shown in the form of %s: %s', async (language, text, shown) => {
    const { user, input, value, leave } = await renderDate({ language })
    await user.type(input, text)
    expect(value()).toBe('2026-11-26')
    expect(input.value).toBe(text)
    await leave()
    expect(input.value).toBe(shown)
  })

  it('may be pasted from another page, also with its time', async () => {
    const { user, input, value } = await renderDate({ entry: 'dateTime', language: 'ru' })
    await user.click(input)
    await user.paste('26 ноября 2026 г. в 14:30')
    expect(value()).toBe('2026-11-26T14:30')
  })

  it('is asked about if day and month may be swapped, and never guessed', async () => {
    const { user, input, value, leave } = await renderDate()
    await user.type(input, '11/12/2026')
    await leave()
    expect(value()).toBe('11/12/2026')
    expect(input.value).toBe('11/12/2026')
    const question = screen.getByRole('group', { name: 'Which date is 11/12/2026?' })
    expect(within(question).getByRole('button', { name: 'November 12, 2026' })).toBeDefined()
    await user.click(within(question).getByRole('button', { name: 'December 11, 2026' }))
    expect(value()).toBe('2026-12-11')
    expect(screen.queryByRole('group')).toBeNull()
    expect(document.activeElement).toBe(input)
  })

  it.each([
    ['31.02.2026', 'Not a valid date. Example: Nov 20, 2026.'],
    ['Nov 26', 'Incomplete. Example: Nov 20, 2026.'],
    ['01.01.0999', 'Enter a year from 1000 to 9999.'],
    ['01.01.10000', 'Enter a year from 1000 to 9999.'],
  ])('%s is kept with what is wrong when the field is left', async (text, problem) => {
    const { user, input, leave } = await renderDate()
    await user.type(input, text)
    expect(screen.queryByRole('alert')).toBeNull()
    await leave()
    expect(screen.getByRole('alert').textContent).toBe(problem)
    expect(input.value).toBe(text)
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(input.getAttribute('aria-describedby')).toBe(screen.getByRole('alert').id)
    await user.clear(input)
    await leave()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('the calendar of a date', () => {
  const open = async (user: Awaited<ReturnType<typeof renderDate>>['user']) => {
    await user.click(screen.getByRole('button', { name: /: Signed$/ }))
    return screen.findByRole('grid')
  }

  it('is operated by keyboard and returns the focus', async () => {
    const { user, input, value } = await renderDate({ value: '2025-03-12' })
    await user.click(input)
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    const selected = await screen.findByLabelText(/March 12, 2025 selected/)
    await waitFor(() => expect(document.activeElement).toBe(selected))
    await user.keyboard('{ArrowDown}{Enter}')
    expect(value()).toBe('2025-03-19')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(input)
    await open(user)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it.each([
    ['ru', 'ноябрь 2026'],
    ['en', 'November 2026'],
  ] as const)('is headed by month and year in %s: %s', async (language, title) => {
    const { user } = await renderDate({ language, value: '2026-11-26' })
    await open(user)
    const headings = screen.getAllByRole('heading', { hidden: true })
    expect(headings.map(({ textContent }) => textContent)).toContain(title)
  })

  it('starts the week on Monday in Russian and on Sunday in English', async () => {
    const heads = async () =>
      within(await screen.findByRole('grid'))
        .getAllByRole('columnheader', { hidden: true })
        .map((head) => head.textContent)
    const russian = await renderDate({ language: 'ru' })
    await open(russian.user)
    expect((await heads())[0]).toBe('пн')
    document.body.replaceChildren()
    const english = await renderDate()
    await open(english.user)
    expect((await heads())[0]).toBe('Sun')
  })

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])('marks today of %s', async (timeZone) => {
    const { user } = await renderDate({ timeZone })
    await open(user)
    const today = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone }).format(Date.now())
    const marked = screen.getByLabelText(new RegExp(`^Today, .*${today}$`))
    expect(document.activeElement).toBe(marked)
  })

  it('keeps the time of the other day, and has one typed if there is none', async () => {
    const { user, input, value } = await renderDate({ entry: 'dateTime', language: 'ru' })
    await user.type(input, '26.11.2026 14:30')
    await open(user)
    await user.keyboard('{ArrowRight}{Enter}')
    expect(value()).toBe('2026-11-27T14:30')
    await user.clear(input)
    await open(user)
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(input)
    await user.keyboard('09:05')
    expect(value()).toMatch(/^\d{4}-\d\d-\d\dT09:05$/)
  })
})
