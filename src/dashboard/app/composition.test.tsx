import { fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { stackOf } from '#testing/numbered-contacts.ts'
import { renderApp } from '#testing/render-app.tsx'

/**
 * The Enter key that accepts a word, as reported by browsers: Safari ends the composition before
 * it.
 */
const acceptingKeys = [
  { key: 'Enter', isComposing: true },
  { key: 'Enter', keyCode: 229 },
]
const press = (box: HTMLElement) => acceptingKeys.forEach((key) => fireEvent.keyDown(box, key))

it('does not search for an unfinished word', async () => {
  const { router } = await renderApp('/main/contacts', { stack: stackOf(3) })
  await screen.findByRole('link', { name: 'Person 1' })
  const box = screen.getByRole('searchbox')
  fireEvent.input(box, { target: { value: 'とうきょ' }, isComposing: true })
  press(box)
  expect(router.state.location.search).not.toHaveProperty('search', 'とうきょ')
  fireEvent.keyDown(box, { key: 'Enter' })
  await screen.findByText(/Nothing found|No contacts/)
  expect(router.state.location.search).toHaveProperty('search', 'とうきょ')
})

it('neither selects a filter nor runs a command', async () => {
  const { user } = await renderApp('/main/contacts', { stack: stackOf(3) })
  await screen.findByRole('link', { name: 'Person 1' })
  await user.keyboard('f')
  const filter = await within(await screen.findByRole('dialog', { name: 'Filter' })).findByRole(
    'textbox',
  )
  press(filter)
  expect(filter.isConnected).toBe(true)
  await user.keyboard('{Escape}')
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('combobox', { expanded: true })
  press(palette)
  expect(palette.isConnected).toBe(true)
  await user.keyboard('{Escape}')
})

it('neither adds rows nor writes cells of the grid', async () => {
  const { user } = await renderApp('/main/contacts/batch', { stack: stackOf(0) })
  const count = await screen.findByRole('spinbutton')
  const rows = screen.getAllByRole('row').length
  press(count)
  expect(screen.getAllByRole('row')).toHaveLength(rows)
  const [cell] = screen.getAllByRole('gridcell')
  await user.click(cell!)
  await user.keyboard('A')
  const editor = document.activeElement
  expect(editor).toHaveProperty('value', 'A')
  if (editor instanceof HTMLElement) press(editor)
  expect(document.activeElement).toBe(editor)
})
