import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { DateRangeInput, type TypedRange } from './date-range-input.tsx'
// Loaded with the file: a busy machine takes seconds.
import './range-calendar.tsx'

async function renderRange(initial: TypedRange = { from: '', to: '' }) {
  const onChange = vi.fn<(range: TypedRange) => void>()
  function Harness() {
    const [value, setValue] = useState(initial)
    const change = (next: TypedRange) => {
      onChange(next)
      setValue(next)
    }
    return (
      <DateRangeInput
        id="range"
        label="Created"
        value={value}
        onChange={change}
        timeZone="Europe/Moscow"
      />
    )
  }
  const { user } = await renderControl(<Harness />)
  await screen.findByRole('group', { name: 'Created' })
  return { user, value: () => onChange.mock.lastCall?.[0] }
}

it('takes its ends one by one, and either may stay open', async () => {
  const { user, value } = await renderRange()
  await user.type(screen.getByLabelText('From'), '1.11.2026')
  expect(value()).toEqual({ from: '2026-11-01', to: '' })
  await user.type(screen.getByLabelText('To'), 'Nov 26, 2026')
  expect(value()).toEqual({ from: '2026-11-01', to: '2026-11-26' })
})

it.each(['01.11.2026 – 26.11.2026', 'Nov 1, 2026 - Nov 26, 2026'])(
  'takes both ends from a pasted range: %s',
  async (text) => {
    const { user, value } = await renderRange()
    await user.click(screen.getByLabelText('From'))
    await user.paste(text)
    expect(value()).toEqual({ from: '2026-11-01', to: '2026-11-26' })
    await user.tab()
    expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe('Nov 1, 2026')
  },
)

it('shows at its fields that the first day is after the last one', async () => {
  await renderRange({ from: '2026-11-26', to: '2026-11-01' })
  const problem = screen.getByRole('alert')
  expect(problem.textContent).toBe('The first day is after the last one.')
  for (const label of ['From', 'To']) {
    const field = screen.getByLabelText(label)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(field.getAttribute('aria-describedby')).toBe(problem.id)
  }
})

it('is selected in one calendar by keyboard', async () => {
  const { user, value } = await renderRange({ from: '2026-11-10', to: '' })
  await user.click(screen.getByRole('button', { name: 'Open calendar: Created' }))
  await screen.findByRole('grid')
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('aria-label')).toContain('November 10, 2026'),
  )
  // After the first day the focus is on the next one.
  await user.keyboard('{Enter}{ArrowDown}{ArrowLeft}{Enter}')
  expect(value()).toEqual({ from: '2026-11-10', to: '2026-11-17' })
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('returns the focus to the end whose ambiguous date has been answered', async () => {
  const { user, value } = await renderRange()
  const from = screen.getByLabelText('From')
  await user.type(from, '03/04/2026')
  await user.click(screen.getByRole('button', { name: 'April 3, 2026' }))
  expect(value()).toEqual({ from: '2026-04-03', to: '' })
  expect(document.activeElement).toBe(from)
})
