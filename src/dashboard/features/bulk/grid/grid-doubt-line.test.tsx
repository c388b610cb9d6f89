import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { cell, issueOf, openGrid, pasteTable, selectCell } from '#testing/grid-screen.ts'
import { buildStack } from '#testing/stack.ts'

const emptyStack = () => buildStack({ contacts: 0 })

it('asks about what a spreadsheet or a habit has made doubtful, and sends what is kept', async () => {
  const stack = emptyStack()
  const { user } = await openGrid(stack)
  await selectCell(cell(1, 'Full name'))
  pasteTable([
    ['Ada', '7,91655E+10', 'a@b'],
    ['Eve', 'нет', 'eve@example.com'],
    ['Kim', '8 (916) 555-01-01', ''],
    ['Lee', '+7\u00A0916\u00A0555\u201101\u201101', ''],
  ])
  expect(screen.getByText('Invisible characters were removed in 1 cell.')).toBeDefined()
  expect(cell(4, 'Phones').textContent).toContain('+7 916 555-01-01')
  expect(issueOf(cell(1, 'Phones'))).toContain('A spreadsheet has shortened this number')
  expect(issueOf(cell(1, 'Emails'))).toContain('Not an email address?')
  expect(issueOf(cell(2, 'Phones'))).toContain('no value?')
  expect(issueOf(cell(4, 'Phones'))).toContain('The same as in row 3.')
  expect(issueOf(cell(3, 'Phones'))).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Create 4 contacts' }))
  expect(screen.getByRole('alert').textContent).toMatch(/^Check 4 cells/)
  expect(document.activeElement).toBe(cell(1, 'Phones'))
  expect(stack.mock.received.all().filter(({ method }) => method === 'POST')).toEqual([])

  await user.click(screen.getByRole('button', { name: 'Keep anyway' }))
  for (const next of [cell(1, 'Emails'), cell(2, 'Phones'), cell(4, 'Phones')]) {
    await user.click(screen.getByRole('button', { name: 'Show the next one' }))
    expect(document.activeElement).toBe(next)
  }
  await user.click(screen.getByRole('button', { name: 'Skip this row' }))
  await user.click(screen.getByRole('button', { name: 'Keep them all' }))
  expect(screen.queryByText(/^Check \d/)).toBeNull()
  await selectCell(cell(2, 'Phones'))
  await user.keyboard('{Delete}')
  expect(screen.getByText('2 values look wrong and were kept.')).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Create 3 contacts' }))
  expect(await screen.findByText('3 contacts saved')).toBeDefined()
  expect(screen.getByText('2 values look wrong and were kept.')).toBeDefined()
  const sent = stack.mock.received.all().filter(({ method }) => method === 'POST')
  expect(JSON.stringify(sent[0]?.body)).toContain('"7,91655E+10"')
  expect(JSON.stringify(sent[0]?.body)).not.toContain('нет')
  expect(JSON.stringify(sent[0]?.body)).not.toContain('Lee')
})

it('brings the phones of all rows into one form, and back', async () => {
  const { user } = await openGrid(emptyStack())
  await selectCell(cell(1, 'Full name'))
  pasteTable([
    ['Ada', '8 (916) 555-01-01; 105'],
    ['Eve', '9165550102'],
    ['Kim', '+79165550103'],
  ])
  await user.click(screen.getByRole('button', { name: 'Bring phones to +7… (2)' }))
  expect([1, 2, 3].map((row) => cell(row, 'Phones').textContent)).toEqual([
    '+79165550101; 105',
    '+79165550102',
    '+79165550103',
  ])
  expect(screen.getByText(/^2 phones were changed\. +1 stays/)).toBeDefined()
  const line = screen.getByText(/^2 phones were changed/)
  await user.click(within(line).getByRole('button', { name: 'Undo' }))
  expect(cell(1, 'Phones').textContent).toContain('8 (916) 555-01-01; 105')
})
