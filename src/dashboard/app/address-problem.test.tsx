import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const stack = buildStack({ contacts: 60 })
const title = 'Part of this address was not understood'

const damaged = async (url: string) => {
  const app = await renderApp(url, { stack })
  const panel = await screen.findByRole('alert')
  expect(within(panel).getByRole('heading', { name: title })).toBeDefined()
  const parts = within(panel).getByRole('list', { name: 'Not understood' })
  return { ...app, panel, parts: within(parts).getAllByRole('listitem') }
}

it.each([
  '/main/contacts?fields=[{"id":4400101,"is":["369260',
  '/main/contacts?created=lastweek',
  '/main/contacts?responsible=12x',
  `/main/contacts?search=${'x'.repeat(250)}`,
  '/main/contacts?sort=price',
  '/main/contacts?page=banana',
  '/main/contacts?size=7.5',
  '/main/contacts?columns=name,phnes',
  '/main/contacts?ids=1;2',
  '/main/contacts?bot=5',
  '/main/contacts?crated=today',
  '/main/contacts?__proto__=1',
  '/main/contacts?sort=name&__proto__=1&constructor=2&toString=3',
  '/main/jobs?__proto__=1',
  '/main/contacts?responsible=1&responsible=2',
  '/bots/contacts?responsible=5',
  '/main/contacts/1?open=leeds',
  '/main/contacts/batch?ids=12x',
  '/main/contacts/edit?ids=1',
  '/main/contacts/new?name=Ada',
  '/main/contacts/1/edit?name=Ada',
  '/main/chats?tab=lookup',
  '/main/jobs?page=banana',
  '/main/jobs/1?outcome=fine',
  '/main/overview?zone=UTC',
  '/bots/bot-contacts?page=2',
])('shows only the invalid parts of %s', async (url) => {
  const { parts, router } = await damaged(url)
  expect(parts.length).toBeGreaterThan(0)
  expect(screen.queryByRole('table')).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
  // The URL is not changed, so that the message also appears after a reload.
  expect(decodeURIComponent(router.state.location.searchStr)).toBe(url.slice(url.indexOf('?')))
})

it('opens the page without the invalid part, and keeps the others', async () => {
  const { user, router, panel } = await damaged('/main/contacts?sort=name&created=lastweek')
  await user.click(within(panel).getByRole('button', { name: 'Open without it' }))
  expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
  await waitFor(() => expect(router.state.location.searchStr).toBe('?sort=name'))
})

it('is available in Russian, too', async () => {
  await renderApp('/main/contacts?created=lastweek', { stack, language: 'ru' })
  expect(await screen.findByText('Часть адреса не распознана')).toBeDefined()
  expect(screen.getByText('created=lastweek')).toBeDefined()
})
