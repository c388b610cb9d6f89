import { screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { openForm, stackWithAda } from '#testing/form-screen.ts'

const box = (name: string | RegExp) => screen.getByRole('textbox', { name })

it('warns of a contact with the same phone in another format, with a link', async () => {
  const stack = stackWithAda()
  stack.mock.store.addContact({ id: 6, name: 'Grace Hopper', phones: ['8 (916) 123-45-67'] })
  stack.mock.store.addContact({ id: 7, name: 'Near Miss', phones: ['+7 916 123-45-670'] })
  const { user } = await openForm('/main/contacts/new', stack)
  await user.type(box('Phones'), '+79161234567')
  const link = await screen.findByRole('link', { name: /Grace Hopper/ })
  expect(link.getAttribute('href')).toBe('/main/contacts/6')
  expect(screen.getByText('Already exists:')).toBeDefined()
  expect(screen.queryByRole('link', { name: /Near Miss/ })).toBeNull()
})

it('warns of the same e-mail, but not of the contact itself', async () => {
  const stack = stackWithAda()
  stack.mock.store.addContact({ id: 6, name: 'Ada again', emails: ['ADA@example.com'] })
  const { user } = await openForm('/main/contacts/5/edit', stack)
  await user.clear(box('Emails'))
  await user.type(box('Emails'), 'ada@Example.com')
  expect(await screen.findByRole('link', { name: /Ada again/ })).toBeDefined()
  expect(screen.queryByRole('link', { name: /Lovelace/ })).toBeNull()
})

it('checks at low priority, and not if the source has no search', async () => {
  const stack = stackWithAda()
  const { user } = await openForm('/bots/contacts/new', stack)
  vi.useFakeTimers({ shouldAdvanceTime: true })
  await user.type(box('Phone'), '+79161234567')
  await vi.advanceTimersByTimeAsync(60_000)
  vi.useRealTimers()
  expect(stack.mock.received.all().filter(({ url }) => url.includes('getContacts'))).toEqual([])
})

it('offers a phone with its country code, by the country of the account', async () => {
  const { user } = await openForm('/main/contacts/new', stackWithAda())
  await user.type(box('Phones'), '8 (916) 123-45-67')
  await user.tab()
  await user.click(await screen.findByRole('button', { name: 'Change to +7 916 123-45-67' }))
  await waitFor(() => expect(box('Phones')).toHaveProperty('value', '+79161234567'))
  expect(screen.queryByRole('button', { name: /^Change to/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(box('Phones')).toHaveProperty('value', '8 (916) 123-45-67')
})

it('saves phones in another order, because the first one is preferred', async () => {
  const stack = stackWithAda()
  const phones = ['+79161234567', '+79161234568']
  stack.mock.store.addContact({ id: 8, name: 'Grace', phones })
  const { user } = await openForm('/main/contacts/8/edit', stack)
  const [first, second] = screen.getAllByRole('textbox', { name: /^Phones/ })
  if (!first || !second) throw new Error('two boxes')
  await user.clear(first)
  await user.type(first, phones[1] ?? '')
  await user.clear(second)
  await user.type(second, phones[0] ?? '')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Grace' })).toBeDefined()
  const field = stack.mock.store
    .contact(8)
    ?.custom_fields_values?.find(({ field_code: code }) => code === 'PHONE')
  expect(field?.values.map(({ value }) => value)).toEqual(phones.toReversed())
})
