import { screen, waitFor } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { cell, issueOf, openGrid, pasteTable, selectCell } from '#testing/grid-screen.ts'
import { buildStack } from '#testing/stack.ts'

async function stackWithCopy() {
  const stack = buildStack({ contacts: 5, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  stack.mock.store.addContact({
    id: 5,
    name: 'Vera',
    phones: ['+7 916 555-01-01'],
    emails: ['vera@example.ru'],
  })
  const { mirror } = stack.sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  await mirror?.pause()
  return stack
}

it('shows rows that are contacts already, by all of them at once, and skips or creates them', async () => {
  const stack = await stackWithCopy()
  const { user } = await openGrid(stack)
  await selectCell(cell(1, 'Full name'))
  pasteTable([
    ['Вера', '8 916 555 01 01', ''],
    ['Ada', '+79165550102', 'VERA@example.ru'],
    ['Eve', '+79165550103', 'eve@example.ru'],
  ])
  await waitFor(() => expect(issueOf(cell(1, 'Phones'))).toContain('A contact has this already'), {
    timeout: 5000,
  })
  expect(issueOf(cell(2, 'Emails'))).toContain('A contact has this already')
  expect(issueOf(cell(3, 'Emails'))).toBeNull()
  await selectCell(cell(1, 'Phones'))
  expect(screen.getByRole('link', { name: /^Vera/ }).getAttribute('href')).toBe('/main/contacts/5')

  await user.click(screen.getByRole('button', { name: 'Skip 2 rows that are contacts already' }))
  expect(screen.getByRole('button', { name: 'Create 1 contact' })).toBeDefined()
  await selectCell(cell(2, 'Emails'))
  await user.click(screen.getByRole('button', { name: 'Send it after all' }))
  await user.click(await screen.findByRole('button', { name: 'Create anyway' }))
  await user.click(screen.getByRole('button', { name: 'Create 2 contacts' }))
  expect(await screen.findByText('2 contacts saved')).toBeDefined()
})

it('says that nothing is compared without a copy of all contacts', async () => {
  await openGrid(buildStack({ contacts: 0 }))
  await selectCell(cell(1, 'Full name'))
  pasteTable([['Ada', '+79165550102', '']])
  expect(await screen.findByText(/^Not compared with existing contacts/)).toBeDefined()
})
