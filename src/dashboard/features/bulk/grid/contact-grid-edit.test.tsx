import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { contactDetail } from '#contract/api/contacts.ts'
import { cell, selectCell, issueOf, openGrid, pasteTable } from '#testing/grid-screen.ts'
import { changeByOthers, stackWithAda, writesOf } from '#testing/form-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import type { Stack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'

const path = 'contacts/batch?ids=5,6'

function stackOfTwo() {
  const stack = stackWithAda()
  stack.mock.store.addContact({ id: 6, name: 'Grace Hopper', phones: ['+12025550100'] })
  return stack
}

const read = async ({ proxy }: Stack, id: number) =>
  contactDetail.parse((await proxy.inject(`/api/sources/main/contacts/${id}`)).json())

it('sends only the cells that were changed, of the rows that were changed', async () => {
  const stack = stackOfTwo()
  const { user } = await openGrid(stack, 'main', 'en', path)
  expect(cell(1, 'Full name').textContent).toBe('Ada Lovelace')
  expect(cell(1, 'Tags').textContent).toBe('vip; press')
  expect(screen.getByRole('button', { name: 'Change contacts' })).toBeDefined()
  await selectCell(cell(1, 'Tags'))
  pasteTable([['vip; first']])
  await selectCell(cell(1, 'Phones'))
  pasteTable([['+442079460000; +442079460001']])
  await user.click(screen.getByRole('button', { name: 'Change 1 contact' }))
  expect(await screen.findByText('1 contact saved')).toBeDefined()
  expect(writesOf(stack)).toHaveLength(1)
  const ada = await read(stack, 5)
  expect(ada.tags.map(({ name }) => name)).toEqual(['vip', 'first'])
  expect(ada.phones.map(({ value }) => value)).toEqual(['+442079460000', '+442079460001'])
  expect(ada.name).toBe('Ada Lovelace')
})

it('shows conflicting values at the cell, and overwrites them on request', async () => {
  const stack = stackOfTwo()
  const { user } = await openGrid(stack, 'main', 'en', path)
  await changeByOthers(stack, [setText('name', 'Ada Theirs')])
  await selectCell(cell(1, 'Full name'))
  pasteTable([['Ada Mine']])
  await user.keyboard('{ArrowDown}')
  pasteTable([['Grace Mine']])
  await user.click(screen.getByRole('button', { name: 'Change 2 contacts' }))
  expect(await screen.findByText('1 contact saved · 1 row not saved')).toBeDefined()
  expect(issueOf(cell(1, 'Full name'))).toBe('Changed by someone else: Ada Theirs')
  expect((await read(stack, 5)).name).toBe('Ada Theirs')
  expect((await read(stack, 6)).name).toBe('Grace Mine')
  await user.click(screen.getByRole('button', { name: 'Resend 1 row' }))
  expect(await screen.findByText('2 contacts saved')).toBeDefined()
  expect((await read(stack, 5)).name).toBe('Ada Mine')
})

it('opens from the selected contacts of the list', async () => {
  const { user } = await renderApp('/main/contacts', { stack: stackOfTwo() })
  await screen.findByRole('table')
  await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
  await user.click(await screen.findByRole('button', { name: 'Row by row' }))
  expect(await screen.findByRole('heading', { name: 'Edit row by row' })).toBeDefined()
  await screen.findByRole('grid')
  expect([1, 2].map((row) => cell(row, 'Full name').textContent).toSorted()).toEqual([
    'Ada Lovelace',
    'Grace Hopper',
  ])
})

it('reports that a source cannot be edited row by row', async () => {
  await renderApp('/bots/contacts/batch?ids=5', { stack: stackOfTwo() })
  expect(await screen.findByText('Contacts cannot be edited row by row here')).toBeDefined()
})
