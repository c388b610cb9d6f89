import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { stackWithCompanies, typeCompany } from '#testing/company-screen.ts'
import { openForm, writesOf } from '#testing/form-screen.ts'

describe('the company in the form', () => {
  it('is chosen for a new contact, and linked after it was created', async () => {
    const stack = stackWithCompanies()
    const { user } = await openForm('/main/contacts/new', stack)
    await user.type(screen.getByLabelText('Full name'), 'Grace')
    const list = await typeCompany(user, 'quant')
    await user.click(await list.findByRole('option', { name: /Oslo/ }))
    expect(screen.getByRole('combobox', { name: 'Company' }).textContent).toBe('Quant')
    expect(writesOf(stack)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Create' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Grace' })).toBeDefined()
    expect(writesOf(stack).map(({ url }) => url)).toEqual([
      '/api/v4/contacts',
      '/api/v4/contacts/link',
    ])
  })

  it('says that it was not saved if the source saves all but it', async () => {
    const stack = stackWithCompanies()
    const { user } = await openForm('/main/contacts/5/edit', stack)
    await user.type(screen.getByLabelText('Position'), 'Countess')
    const list = await typeCompany(user, 'quant')
    await user.click(await list.findByRole('option', { name: /^QUANT/ }))
    stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/link' })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/Not saved: Company/)).toBeDefined()
    const saved = stack.mock.store.contact(5)
    expect(saved?.company_id).toBe(603)
    expect(JSON.stringify(saved?.custom_fields_values)).toContain('Countess')
    // Its undo covers what was saved.
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() =>
      expect(JSON.stringify(stack.mock.store.contact(5)?.custom_fields_values)).not.toContain(
        'Countess',
      ),
    )
    expect(stack.mock.store.contact(5)?.company_id).toBe(603)
  })

  it('asks for its number where companies are not found by name', async () => {
    const stack = stackWithCompanies()
    const { user } = await openForm('/legacy/contacts/5/edit', stack)
    const box = screen.getByRole('textbox', { name: 'Company' })
    await user.clear(box)
    await user.type(box, 'https://demo.example/companies/detail/601')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(stack.mock.store.contact(5)?.company_id).toBe(601))
  })
})
