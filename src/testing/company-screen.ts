import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { companyFields } from '#mock/mock-fixtures.ts'
import { companyParts } from './entity-parts.ts'
import { buildStack, type Stack } from './stack.ts'

/** Two companies named Quant, 601 with phone and address and 602 without, and Acme (603). */
export function addCompanies({ mock }: Pick<Stack, 'mock'>): void {
  const { companies } = mock.store
  companies.save({
    ...companyParts,
    id: 601,
    name: 'Quant',
    ...companyFields('+74951234567', 'Oslo'),
  })
  companies.save({ ...companyParts, id: 602, name: 'QUANT' })
  companies.save({ ...companyParts, id: 603, name: 'Acme' })
}

/** A stack with companies and two contacts, IDs 1 and 5, of which 5 belongs to Acme. */
export function stackWithCompanies(): Stack {
  const stack = buildStack({ contacts: 0 })
  addCompanies(stack)
  stack.mock.store.addContact({ id: 1, name: 'Person 1', updated_at: 1_700_000_000 })
  stack.mock.store.addContact({
    id: 5,
    name: 'Ada',
    phones: ['+442079460000'],
    company_id: 603,
    updated_at: 1_700_000_000,
  })
  return stack
}

/** Opens the list of the combobox of companies, unless it is open, and types a name. */
export async function typeCompany(user: UserEvent, name: string, label = 'Company') {
  const box = await screen.findByRole('combobox', { name: label })
  if (box.getAttribute('aria-expanded') !== 'true') await user.click(box)
  await screen.findByRole('combobox', { name: 'Search' })
  await user.keyboard(name)
  return within(await screen.findByRole('listbox', { name: label }))
}
