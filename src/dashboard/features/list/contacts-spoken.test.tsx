import { screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'
import { buildStack } from '#testing/stack.ts'

afterEach(stopSpeaking)

it('a screen reader announces the heads of the list with its order, and a row with its cells', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({
    id: 1,
    name: 'Ada',
    phones: ['+442079460000'],
    emails: ['ada@example.com'],
  })
  await renderApp('/main/contacts?sort=name&columns=name,phones,emails', { stack })
  await screen.findByRole('link', { name: 'Ada' })
  // Loaded after the rows.
  expect(await screen.findAllByRole('separator')).toHaveLength(3)
  const table = screen.getByRole('table')
  expect(await spokenPhrases(table)).toEqual([
    'table, Contacts, not busy',
    'rowgroup',
    'row, Select all on this page Name Phone Email Actions',
    'columnheader, Select all on this page',
    'checkbox, Select all on this page, not checked',
    'columnheader, Name, sorted in ascending order',
    'button, Name',
    'separator, Width of “Name”, orientated vertically, max value 800, min value 60, 168',
    'columnheader, Phone',
    'Phone',
    'separator, Width of “Phone”, orientated vertically, max value 800, min value 60, 164',
    'columnheader, Email',
    'Email',
    'separator, Width of “Email”, orientated vertically, max value 800, min value 60, 178',
    'columnheader, Actions',
    'Actions',
    'rowgroup',
    'row, Select Ada Ada +44 207 946-00-00 ada@example.com, not selected',
    'cell, Select Ada',
    'checkbox, Select Ada, not checked',
    'cell, Ada',
    'link, Ada',
    'cell, +44 207 946-00-00',
    'link, +44 207 946-00-00',
    'cell, ada@example.com',
    'link, ada@example.com',
    'cell',
    'button, Actions for Ada, has popup menu',
  ])
})
