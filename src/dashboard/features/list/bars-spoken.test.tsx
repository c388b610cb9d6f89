import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openCells, stackOfContacts } from '#testing/cell-screen.ts'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'

afterEach(stopSpeaking)

it('a screen reader announces the list of filters, and a filter that is set', async () => {
  const { user } = await openCells(stackOfContacts(1), '/main/contacts')
  await user.keyboard('f')
  const picker = await screen.findByRole('dialog', { name: 'Filter' })
  await within(picker).findByRole('textbox')
  const phrases = await spokenPhrases(picker)
  await stopSpeaking()
  expect(phrases.slice(1, 11)).toEqual([
    'dialog, Filter',
    'textbox, Find, placeholder Find',
    'list, Filters',
    'listitem, level 1, position 1, set size 4',
    'heading, Contact, level 2',
    'list, Contact',
    'listitem, level 2, position 1, set size 2',
    'button, ID',
    'listitem, level 2, position 2, set size 2',
    'button, Name',
  ])
  await user.click(within(picker).getByRole('button', { name: 'Name' }))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
  await user.keyboard('Person 1')
  expect((await spokenPhrases(screen.getByRole('dialog'))).slice(1)).toEqual([
    'dialog, Filter',
    'button, All filters',
    'heading, Name, level 2',
    'form',
    'Exact name',
    'textbox, Exact name, Person 1',
    'button, Apply, not disabled',
  ])
  await stopSpeaking()
  screen.getByRole('textbox', { name: 'Exact name' }).focus()
  await user.keyboard('{Enter}{Escape}')
  await screen.findByRole('button', { name: 'Name: Person 1' })
  expect(await spokenPhrases(screen.getByRole('group', { name: 'Filters' }))).toEqual([
    'group, Filters',
    'button, Filter, not expanded, has popup dialog',
    'button, Clear filters',
    'button, Name: Person 1, not expanded, has popup dialog',
    'Name',
    ':',
    'Person 1',
    'button, Remove filter “Name”',
  ])
})
