import { screen, within } from '@testing-library/react'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { MultiCombobox } from './combobox.tsx'
import type { SelectOption } from './options-panel.tsx'

const loading = vi.hoisted(() => Promise.withResolvers<void>())

vi.mock(import('./options-panel.tsx'), async (load) => {
  await loading.promise
  return load()
})

function Tags() {
  const [selected, setSelected] = useState<SelectOption[]>([])
  return (
    <MultiCombobox
      label="Tags"
      placeholder="None"
      options={[]}
      selected={selected}
      canCreate
      onChange={setSelected}
    />
  )
}

const chips = () =>
  within(screen.getByRole('list', { name: 'Tags' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

it('what is typed while a list is being loaded is created when it is left or saved', async () => {
  const { user } = await renderControl(<Tags />)
  const box = screen.getByRole('combobox')
  box.focus()
  await user.keyboard('by tab{Tab}')
  expect(chips()).toEqual(['by tab'])
  box.focus()
  await user.keyboard('by save{Control>}{Enter}{/Control}')
  expect(chips()).toEqual(['by tab', 'by save'])
  await user.keyboard('dropped{Escape}')
  await user.keyboard('comma, last')
  loading.resolve()
  await screen.findByRole('combobox', { name: 'Search' })
  expect(chips()).toEqual(['by tab', 'by save', 'comma', 'last'])
})
