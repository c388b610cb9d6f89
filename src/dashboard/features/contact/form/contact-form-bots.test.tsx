import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { openForm, writesOf } from '#testing/form-screen.ts'
import { buildStack } from '#testing/stack.ts'
import { chooseOption, typeOption } from '#testing/choose-option.ts'

const box = (name: string | RegExp) => screen.getByRole('textbox', { name })
const create = () => screen.getByRole('button', { name: /^Create/ })

it('asks for the messenger identity, and warns that it may change an existing contact', async () => {
  const stack = buildStack()
  const { user, router } = await openForm('/bots/contacts/new', stack)
  expect(screen.getByText(/already has this person, their record is updated/)).toBeDefined()
  expect(screen.queryByRole('textbox', { name: 'First name' })).toBeNull()
  expect(screen.queryByLabelText('Responsible')).toBeNull()
  await user.click(create())
  expect(await screen.findByText('Fix 3 values: Bot, Messenger, Full name')).toBeDefined()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Bot')))

  await chooseOption(user, screen.getByLabelText('Bot'), 'Kartoteka Telegram')
  await chooseOption(user, screen.getByLabelText('Messenger'), 'WhatsApp')
  await user.type(box('Full name'), 'Ada')
  await user.click(create())
  await waitFor(() => expect(box('Phone').getAttribute('aria-invalid')).toBe('true'))
  await user.type(box('Phone'), '89161234567')
  await user.click(create())
  expect(await screen.findByText(/Enter an international number/)).toBeDefined()
  // The focus moves to the invalid value after the message appears, and would close a list.
  await waitFor(() => expect(document.activeElement).toBe(box('Phone')))

  await chooseOption(user, screen.getByLabelText('Messenger'), 'Telegram')
  await user.clear(box('Phone'))
  await user.type(box('Messenger ID'), '555001')
  await user.type(box('Telegram username'), '@ada')
  await typeOption(user, 'Tags', 'vip{Enter}')
  await user.click(create())
  expect(await screen.findByRole('heading', { level: 1, name: 'Ada' })).toBeDefined()
  expect(router.state.location.pathname).toMatch(/^\/bots\/contacts\/\d+$/)
  expect(writesOf(stack)[0]?.body).toEqual({
    bot_id: 2,
    messenger: 'telegram',
    name: 'Ada',
    telegram_id: 555001,
    telegram_username: 'ada',
  })
})

it('shows rejections of WatBot at their value', async () => {
  const stack = buildStack()
  const { user } = await openForm('/bots/contacts/new', stack)
  await chooseOption(user, screen.getByLabelText('Bot'), 'Kartoteka Telegram')
  await chooseOption(user, screen.getByLabelText('Messenger'), 'Telegram')
  await user.type(box('Messenger ID'), '1234567890123456') // more digits than WatBot accepts
  await user.type(box('Full name'), 'Ada')
  await user.click(create())
  expect(await screen.findByText(/Rejected by the source: .*целым числом/)).toBeDefined()
  await waitFor(() => expect(document.activeElement).toBe(box('Messenger ID')))
})

it('edits a contact of v2, whose rejections are about the whole contact', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 5, name: 'Ada', updated_at: 1_700_000_000 })
  const { user } = await openForm('/legacy/contacts/5/edit', stack)
  await user.clear(box('Full name'))
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  await waitFor(() => expect(box('Full name').getAttribute('aria-invalid')).toBe('true'))
  await user.type(box('Full name'), 'Ada King')
  stack.mock.faults.add({ kind: 'row-error', row: 0 })
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(await screen.findByText(/did not save it: the contact was not changed/)).toBeDefined()
})
