import { screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { spokenBy, spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'
import { DateInput } from './date-input.tsx'
import { DateRangeInput } from './date-range-input.tsx'

afterEach(stopSpeaking)

const ignore = () => {}

const date = {
  id: 'date',
  label: 'Signed',
  entry: 'day',
  onChange: ignore,
  timeZone: null,
} as const

describe('a screen reader announces', () => {
  it.each<[string, () => ReactElement, string[]]>([
    [
      'a date with its help and its calendar',
      () => (
        <>
          <label htmlFor="date">Signed</label>
          <DateInput {...date} value="2026-11-26" describedBy="help" />
          <span id="help">the day of the contract</span>
        </>
      ),
      [
        'Signed',
        'textbox, Signed, Nov 26, 2026, the day of the contract',
        'button, Open calendar: Signed, not expanded, has popup dialog',
        'the day of the contract',
      ],
    ],
    [
      'the problem of a date',
      () => (
        <>
          <label htmlFor="date">Signed</label>
          <DateInput {...date} value="31.02.2026" />
        </>
      ),
      [
        'Signed',
        'textbox, Signed, 31.02.2026, Not a valid date. Example: Nov 20, 2026., invalid',
        'button, Open calendar: Signed, not expanded, has popup dialog',
        'alert',
        'Not a valid date. Example: Nov 20, 2026.',
      ],
    ],
    [
      'both ends of a range',
      () => (
        <DateRangeInput
          id="range"
          label="Created"
          value={{ from: '2026-11-01', to: '' }}
          onChange={ignore}
          timeZone={null}
        />
      ),
      [
        'group, Created',
        'From',
        'textbox, From, Nov 1, 2026',
        'To',
        'textbox, To, placeholder mmm d, yyyy',
        'button, Open calendar: Created, not expanded, has popup dialog',
      ],
    ],
  ])('%s', async (_what, control, phrases) => {
    expect(await spokenBy(control())).toEqual(phrases)
  })

  it('the days of a week in the calendar, and which one is selected', async () => {
    const { user } = await renderControl(
      <>
        <label htmlFor="date">Signed</label>
        <DateInput {...date} value="2026-11-26" />
      </>,
    )
    await user.click(screen.getByRole('button', { name: 'Open calendar: Signed' }))
    const week = (await screen.findByText('26')).closest('tr')!
    const phrases = await spokenPhrases(week)
    expect(phrases).toContain('button, Wednesday, November 25, 2026')
    expect(phrases).toContain('button, Thursday, November 26, 2026 selected')
  })
})
