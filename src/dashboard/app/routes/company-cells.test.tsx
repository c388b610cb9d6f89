import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gathering } from '#dashboard/features/contact/cells/edit-queue.ts'
import { cell, openCells } from '#testing/cell-screen.ts'
import { stackWithCompanies } from '#testing/company-screen.ts'

const url = '/main/contacts?sort=id'

// Until the row is left: the machine may be slower than the person.
beforeEach(() => void (gathering.time = 60_000))
afterEach(() => void (gathering.time = 1000))

async function openCompanyCells() {
  const stack = stackWithCompanies()
  const app = await openCells(stack, url)
  /** Types a name over the cell of a contact, by keys alone. */
  async function type(id: number, name: string) {
    cell(id, 'company').focus()
    await app.user.dblClick(cell(id, 'company'))
    await screen.findByRole('combobox', { name: 'Search' })
    await app.user.keyboard(name)
    await screen.findByRole('option', { name: new RegExp(`${name}”$`) })
  }
  return { ...app, stack, type }
}

describe('a company in a cell', () => {
  it('is found by what is typed, drawn at once, and undone by Ctrl+Z', async () => {
    const { user, stack, type } = await openCompanyCells()
    await type(1, 'quant')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(cell(1, 'company').textContent).toContain('Quant'))
    await user.keyboard('{Escape}')
    expect(await screen.findByText('Saved: Company · Person 1')).toBeDefined()
    expect(stack.mock.store.contact(1)?.company_id).toBe(601)
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(() => expect(stack.mock.store.contact(1)?.company_id).toBeNull())
    await waitFor(() => expect(cell(1, 'company').textContent).not.toContain('Quant'))
  })

  it('is created where none has the name', async () => {
    const { user, stack, type } = await openCompanyCells()
    await type(5, 'Fresh')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(cell(5, 'company').textContent).toContain('Fresh'))
    await user.keyboard('{Escape}')
    await waitFor(() => {
      const id = stack.mock.store.contact(5)?.company_id ?? 0
      expect(stack.mock.store.companies.get(id)?.name).toBe('Fresh')
    })
  })

  it('is taken back with the reason at the cell', async () => {
    const { user, stack, type } = await openCompanyCells()
    await type(5, 'quant')
    stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/contacts/link' })
    await user.keyboard('{Enter}')
    await user.keyboard('{Escape}')
    expect(await screen.findByRole('button', { name: 'Not saved. Show why' })).toBeDefined()
    expect(cell(5, 'company').textContent).toContain('Acme')
    expect(stack.mock.store.contact(5)?.company_id).toBe(603)
  })
})

it('a company in the list leads to its page, and back', async () => {
  const { user, router } = await openCompanyCells()
  await user.click(screen.getByRole('link', { name: 'Acme' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Acme' })).toBeDefined()
  expect(router.state.location.pathname).toBe('/main/companies/603')
  await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'Contacts' }))
  expect(await screen.findByRole('link', { name: 'Person 1' })).toBeDefined()
})
