import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const headsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('columnheader')
    .map((head) => head.textContent)
    .slice(1, -1)

const headButtons = (table: HTMLElement) =>
  within(within(table).getAllByRole('rowgroup')[0]!).queryAllByRole('button')

it('offers every source as a tab', async () => {
  await renderApp('/main/contacts')
  const tabs = within(await screen.findByRole('navigation', { name: 'Sources' }))
  expect(tabs.getAllByRole('link').map((tab) => tab.textContent)).toEqual([
    'Main · amoCRM',
    'Legacy · amoCRM v2',
    'Bots · WatBot',
  ])
})

it('shows only what a chat bot reports, including its total', async () => {
  const { user } = await renderApp('/bots/contacts', { stack: buildStack({ contacts: 120 }) })
  const table = await screen.findByRole('table', { name: 'Contacts' })
  expect(headsOf(table)).toEqual(['Name', 'Phone', 'Email', 'Created'])
  expect(headButtons(table)).toEqual([])
  expect(screen.queryByRole('searchbox')).toBeNull()
  expect(await screen.findByText(/^1–\d+ of \d+$/)).toBeDefined()
  const [first] = within(table).getAllByRole('link')
  if (first) await user.click(first)
  const messenger = await screen.findByRole('region', { name: 'Messenger' })
  expect(messenger.textContent).toMatch(/WhatsApp|Telegram|Viber|VK/)
  const details = screen.getByRole('region', { name: 'Details' })
  expect(details.textContent).toMatch(/Phone|Email|No field/)
  expect(screen.queryByText('Next task')).toBeNull()
})

it('offers no sorting if the source does not support it', async () => {
  await renderApp('/legacy/contacts', { stack: buildStack({ contacts: 20 }) })
  const table = await screen.findByRole('table', { name: 'Contacts' })
  expect(headButtons(table)).toEqual([])
  expect(screen.getByRole('searchbox', { name: 'Search contacts' })).toBeDefined()
})
