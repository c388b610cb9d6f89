import { screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { stackOf } from '#testing/batch-screen.ts'
import { renderAs } from '#testing/render-as.tsx'
import { renderApp } from '#testing/render-app.tsx'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'

afterEach(stopSpeaking)

it('a screen reader announces how many are selected, and what can be done with them', async () => {
  const { user } = await renderApp('/main/contacts?sort=id', { stack: stackOf(60) })
  await user.click(await screen.findByRole('checkbox', { name: 'Select all on this page' }))
  await user.click(await screen.findByRole('button', { name: 'Next page' }))
  await screen.findByText('50 not on this page')
  const bar = screen.getByRole('group', { name: 'Selected contacts' })
  expect(await spokenPhrases(bar)).toEqual([
    'group, Selected contacts',
    'status',
    '50 contacts selected',
    '·',
    '50 not on this page',
    'combobox, Responsible: for all selected, has popup dialog, not expanded',
    'Responsible',
    'combobox, Tags: for all selected, has popup dialog, not expanded',
    'Tags',
    'combobox, Other field: for all selected, has popup dialog, not expanded',
    'Other field',
    'button, Row by row',
    'button, Export',
    'button, More actions, not expanded, has popup menu',
    'button, Clear selection',
  ])
})

it.each([
  ['viewer', ['More actions', 'Clear selection']],
  ['support', ['More actions', 'Clear selection']],
  ['editor', ['Row by row', 'Export', 'More actions', 'Clear selection']],
] as const)('offers a %s only what the role may do', async (role, buttons) => {
  const { user } = await renderAs(role, '/main/contacts')
  await user.click(await screen.findByRole('checkbox', { name: 'Select all on this page' }))
  const bar = within(await screen.findByRole('group', { name: 'Selected contacts' }))
  const names = bar
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label') ?? button.textContent)
  expect(names).toEqual(buttons)
  expect(bar.queryAllByRole('combobox')).toHaveLength(role === 'editor' ? 3 : 0)
})
