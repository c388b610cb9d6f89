import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { addCompanies } from '#testing/company-screen.ts'
import { cell, openGrid, pasteTable, selectCell } from '#testing/grid-screen.ts'
import { buildStack } from '#testing/stack.ts'

it('takes companies by name, and asks about those that are unknown or several', async () => {
  const stack = buildStack({ contacts: 0 })
  addCompanies(stack)
  const { user } = await openGrid(stack)
  await selectCell(cell(1, 'Full name'))
  pasteTable([
    ['Компания', 'ФИО'],
    ['acme', 'Ada'],
    ['Quant', 'Grace'],
    ['Fresh', 'Hedy'],
    ['Fresh', 'Joan'],
  ])
  await user.click(await screen.findByRole('button', { name: 'Yes, column names' }))
  await selectCell(cell(2, 'Company'))
  // Which of two is asked, with what tells them apart.
  const which = await screen.findByRole('button', { name: /^QUANT/ })
  expect(screen.getByRole('button', { name: /^Quant \(Oslo · \+7 495 123-45-67/ })).toBeDefined()
  expect(cell(1, 'Company').getAttribute('aria-invalid')).not.toBe('true')
  await user.click(which)
  expect(cell(2, 'Company').textContent).toContain('QUANT #602')
  await selectCell(cell(3, 'Company'))
  await user.click(await screen.findByRole('button', { name: 'Create company “Fresh”' }))
  await waitFor(() => expect(cell(4, 'Company').textContent).toMatch(/Fresh #\d+/))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(stack.mock.store.countContacts()).toBe(4))
  const { store } = stack.mock
  await waitFor(() => {
    const rows = store.db.all<{ company_id: number }>('select company_id from contacts order by id')
    const names = rows.map(({ company_id: id }) => store.companies.get(id)?.name)
    expect(names).toEqual(['Acme', 'QUANT', 'Fresh', 'Fresh'])
  })
  expect(
    stack.mock.received
      .all()
      .filter(({ method, url }) => method === 'POST' && url.includes('companies')),
  ).toHaveLength(1)
})
