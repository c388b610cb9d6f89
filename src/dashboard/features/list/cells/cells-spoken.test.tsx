import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { cell, focusRow, openCells, stackOfContacts } from '#testing/cell-screen.ts'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'

afterEach(stopSpeaking)

const list = '/main/contacts?sort=id&columns=name,phones'

it('a screen reader announces a cell of a grid while keys move between cells, of a table otherwise', async () => {
  const { user } = await openCells(stackOfContacts(1), list)
  const phones = async () => {
    const phrases = await spokenPhrases(cell(1, 'phones'))
    await stopSpeaking()
    return phrases
  }
  focusRow(1)
  await user.keyboard('{F2}{ArrowRight}')
  expect(screen.getByRole('grid', { name: 'Contacts' })).toBeDefined()
  expect(await phones()).toEqual(['gridcell, +44 207 946-00-01', 'link, +44 207 946-00-01'])
  cell(1, 'phones').focus()
  await user.keyboard('{Escape}')
  expect(screen.getByRole('table', { name: 'Contacts' })).toBeDefined()
  expect(await phones()).toEqual(['cell, +44 207 946-00-01', 'link, +44 207 946-00-01'])
})

it('a screen reader announces the row whose contact is beside the list', async () => {
  await openCells(stackOfContacts(1), `${list}&panel=1`)
  await screen.findByRole('heading', { level: 2, name: 'Person 1' })
  const current = screen.getByRole('row', { current: true })
  expect((await spokenPhrases(current))[0]).toBe(
    'row, Select Person 1 Person 1 +44 207 946-00-01, current item, not selected',
  )
})

it('a screen reader announces the editor of a cell, and what is doubtful in it', async () => {
  const { user } = await openCells(stackOfContacts(1), list)
  focusRow(1)
  await user.keyboard('{F2}{ArrowRight}{Enter}')
  await waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
  expect(await spokenPhrases(screen.getByRole('dialog'))).toEqual([
    'dialog, Phone',
    'dialog, Phone',
    'form, Phone',
    'Phone',
    'group, Phone',
    'textbox, Phone, +442079460001',
    'combobox, Phone: type, has popup listbox, not expanded',
    'work',
    'button, Remove +442079460001',
    'status',
    'button, Add a phone',
  ])
  await stopSpeaking()
  const box = screen.getByRole('textbox', { name: 'Phone' })
  await user.clear(box)
  await user.type(box, 'none{Enter}')
  await screen.findByRole('button', { name: /keep/i })
  expect(await spokenPhrases(screen.getByRole('dialog'))).toEqual([
    'dialog, Phone',
    'dialog, Phone',
    'form, Phone',
    'Phone',
    'group, Phone',
    'textbox, Phone, none, Does this mean there is no value? Leave empty Keep anyway',
    'combobox, Phone: type, has popup listbox, not expanded',
    'work',
    'button, Remove none',
    'status',
    'paragraph',
    'Does this mean there is no value?',
    'button, Leave empty',
    'button, Keep anyway',
    'status',
    'button, Add a phone',
  ])
  await stopSpeaking()
  box.focus()
  await user.keyboard('{Escape}')
  expect(document.activeElement).toBe(cell(1, 'phones'))
})
