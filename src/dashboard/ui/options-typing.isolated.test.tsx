import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { MultiCombobox } from './combobox.tsx'

const loading = vi.hoisted(() => Promise.withResolvers<void>())

vi.mock(import('./options-panel.tsx'), async (load) => {
  await loading.promise
  return load()
})

const options = ['Ada', 'Ada Lovelace', 'Grace'].map((text) => ({ value: text, text }))

it('what is typed while a list is being loaded is searched for', async () => {
  const onChange = vi.fn<() => void>()
  const { user } = await renderControl(
    <MultiCombobox
      label="People"
      placeholder="None"
      options={options}
      selected={[options[2]!]}
      onChange={onChange}
    />,
  )
  screen.getByRole('combobox').focus()
  await user.keyboard('ada{Backspace}a loo{Backspace}{Enter}')
  loading.resolve()
  const search = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Search' })
  expect(search.value).toBe('ada lo')
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'Ada Lovelace',
  ])
  expect(onChange).not.toHaveBeenCalled()
})
