import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { stackWithCompanies } from '#testing/company-screen.ts'
import { renderApp } from '#testing/render-app.tsx'

describe('the page of a company', () => {
  it('has its fields and people, and is opened from a contact', async () => {
    const stack = stackWithCompanies()
    stack.mock.store.addContact({
      id: 6,
      name: 'Grace',
      phones: ['+79990001122'],
      emails: ['grace@example.com'],
      company_id: 601,
    })
    const { user, router } = await renderApp('/main/contacts/6', { stack })
    await user.click(await screen.findByRole('link', { name: 'Quant' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Quant' })).toBeDefined()
    expect(router.state.location.pathname).toBe('/main/companies/601')
    const people = within(await screen.findByRole('region', { name: 'People' }))
    expect(await people.findByRole('link', { name: 'Grace' })).toBeDefined()
    expect(people.getByRole('link', { name: '+7 999 000-11-22' })).toBeDefined()
    const details = within(screen.getByRole('region', { name: 'Details' }))
    expect(details.getByText('Oslo')).toBeDefined()
    expect(document.title).toContain('Quant')
    await user.click(people.getByRole('link', { name: 'Grace' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Grace' })).toBeDefined()
  })

  it('says that there is no such company, in Russian as well', async () => {
    const stack = stackWithCompanies()
    const { router } = await renderApp('/main/companies/999', { stack, language: 'ru' })
    expect(await screen.findByText('Такой компании нет')).toBeDefined()
    await router.navigate({ href: '/bots/companies/5' })
    expect(await screen.findByRole('link', { name: 'К контактам' })).toBeDefined()
  })

  it('stands while its people cannot be read, and offers to read them again', async () => {
    const stack = stackWithCompanies()
    const fault = stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts' })
    const { user } = await renderApp('/main/companies/603', { stack })
    expect(await screen.findByRole('heading', { level: 1, name: 'Acme' })).toBeDefined()
    const people = within(await screen.findByRole('region', { name: 'People' }))
    expect(await people.findByRole('alert')).toBeDefined()
    stack.mock.faults.remove(fault.id)
    await user.click(people.getByRole('button', { name: 'Retry' }))
    expect(await people.findByRole('link', { name: 'Ada' })).toBeDefined()
  })
})
