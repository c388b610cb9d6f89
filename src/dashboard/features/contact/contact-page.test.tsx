import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const fieldsOf = (card: HTMLElement) =>
  Object.fromEntries(
    within(card)
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]),
  )

it('shows every filled field by its name', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({
    id: 5,
    name: 'Ada Lovelace',
    phones: ['+442079460000'],
    emails: ['ada@example.com'],
    fields: [
      {
        field_id: 1,
        field_name: 'Signed',
        field_code: null,
        field_type: 'checkbox',
        values: [{ value: true }],
      },
      {
        field_id: 2,
        field_name: 'Site',
        field_code: null,
        field_type: 'url',
        values: [{ value: 'javascript:alert(1)' }],
      },
    ],
  })
  await renderApp('/main/contacts/5', { stack })
  expect(await screen.findByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeDefined()
  const details = fieldsOf(screen.getByRole('region', { name: 'Details' }))
  expect(details).toEqual({
    Phone: '+44 207 946-00-00work',
    Email: 'ada@example.comwork',
    Signed: 'Yes',
    Site: 'javascript:alert(1)',
  })
  expect(screen.queryByRole('link', { name: /javascript/ })).toBeNull()
  expect(screen.getByRole('link', { name: '+44 207 946-00-00' }).getAttribute('href')).toBe(
    'tel:+442079460000',
  )
})

it('names predefined fields in the user’s language, and others as in the account', async () => {
  const stack = buildStack({ contacts: 0 })
  const { id } = stack.mock.store.directory.fieldByCode('POSITION')!
  const field = (field_id: number, field_name: string, field_code: string | null) => ({
    field_id,
    field_name,
    field_code,
    field_type: 'text' as const,
    values: [{ value: 'x' }],
  })
  const fields = [field(id, 'Должность', 'POSITION'), field(1, 'Роль', null)]
  stack.mock.store.addContact({ id: 5, name: 'Ada', emails: ['ada@example.com'], fields })
  const { user } = await renderApp('/main/contacts/5', { stack })
  const details = async (name: string) =>
    Object.keys(fieldsOf(await screen.findByRole('region', { name })))
  expect(await details('Details')).toEqual(expect.arrayContaining(['Email', 'Position', 'Роль']))
  await user.click(await screen.findByRole('button', { name: 'Русский' }))
  expect(await screen.findByText('Должность')).toBeDefined()
  expect(screen.getByText('E-mail')).toBeDefined()
})

it('opens leads by name, price and status, and keeps that in the URL', async () => {
  const stack = buildStack({ contacts: 60 })
  const lead = stack.mock.store.leads.get(stack.mock.store.leads.nextId(1) - 1)
  stack.mock.store.addContact({ id: 5, name: 'Ada', leads: lead ? [lead.id] : [] })
  const { user, router } = await renderApp('/main/contacts/5', { stack })
  const button = await screen.findByRole('button', { name: /Leads/ })
  expect(button.getAttribute('aria-expanded')).toBe('false')
  await user.click(button)
  const items = within(await screen.findByRole('list', { name: 'Leads' })).getAllByRole('listitem')
  expect(items.map((item) => item.textContent)).toEqual([
    expect.stringContaining(lead?.name ?? 'no lead'),
  ])
  expect(router.state.location.searchStr).toBe('?open=leads')
})

it('shows that nothing is linked', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 5, name: 'Ada' })
  await renderApp('/main/contacts/5?open=customers', { stack })
  expect(await screen.findByText('Nothing linked.')).toBeDefined()
})

it('keeps working if one section fails', async () => {
  const stack = buildStack({ contacts: 60 })
  const lead = stack.mock.store.leads.get(stack.mock.store.leads.nextId(1) - 1)
  stack.mock.store.addContact({ id: 5, name: 'Ada', leads: lead ? [lead.id] : [] })
  const fault = stack.mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/leads' })
  const { user } = await renderApp('/main/contacts/5?open=leads', { stack })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('does not allow')
  expect(screen.getByRole('heading', { level: 1, name: 'Ada' })).toBeDefined()
  stack.mock.faults.remove(fault.id)
  await user.click(within(alert).getByRole('button', { name: 'Retry' }))
  expect(await screen.findByRole('list', { name: 'Leads' })).toBeDefined()
})

it('reports a missing contact', async () => {
  await renderApp('/main/contacts/424242')
  expect(await screen.findByRole('heading', { name: 'Contact not found' })).toBeDefined()
})

it('reports a non-numeric id as not found', async () => {
  await renderApp('/main/contacts/abc')
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeDefined()
})

it('names attributes that could not be read', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 5, name: 'Ada', phones: ['+442079460000'], tags: ['vip'] })
  const at = '/_embedded/tags/0'
  stack.mock.faults.add({ kind: 'odd-value', path: '/api/v4/contacts/5', at, value: 7 })
  await renderApp('/main/contacts/5', { stack })
  const note = await screen.findByText(/something that could not be read/)
  expect(note.textContent).toContain('Tags')
  expect(screen.getByRole('heading', { level: 1, name: 'Ada' })).toBeDefined()
})
