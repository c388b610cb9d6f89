import { screen, within } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

it('shows what talks say once they are read, and nothing of it before', async () => {
  const stack = buildStack({ contacts: 0, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  const { mock } = stack
  mock.store.addContact({ id: 11, name: 'Ada' })
  mock.store.addContact({ id: 12, name: 'Bob' })
  const post = (payload: object) =>
    mock.app.inject({ method: 'POST', url: '/_mock/talks', payload })
  await post({ contact_id: 11, origin: 'waba' })
  await post({ contact_id: 11, origin: 'com.example.chat' })
  const columns = 'columns=name,talksInWork,channels,unreadTalk,missedTalk'
  await renderApp(`/main/contacts?${columns}`, { stack })
  const table = await screen.findByRole('table', { name: 'Contacts' })
  expect(await within(table).findByText('Ada')).toBeDefined()
  expect(within(table).queryByRole('columnheader', { name: 'Channels' })).toBeNull()
  stack.sources.main.mirror?.begin()
  const wait = { timeout: 20_000 }
  expect(await screen.findByRole('columnheader', { name: 'Chats in work' }, wait)).toBeDefined()
  const row = async (name: string) => {
    const cell = await screen.findByText(name)
    return cell.closest('[role="row"]')?.textContent
  }
  await expect.poll(() => row('Ada')).toMatch(/Ada2WhatsApp Business, com\.example\.chatYesNo/)
  expect(await row('Bob')).toMatch(/Bob$/)
})
