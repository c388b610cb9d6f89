import { createMemoryHistory } from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { buildQueryClient } from '#dashboard/app/query-client.ts'
import { buildRouter } from '#dashboard/app/router.tsx'
import { startI18n } from '#dashboard/lib/i18n.ts'
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
  ['fields=[{"id":4400101,"is":["369260', 'fields'],
  ['created=lastweek', 'created'],
  ['responsible=12x', 'responsible'],
  [`search=${'x'.repeat(250)}`, 'search'],
  ['sort=price', 'sort'],
  ['page=banana', 'page'],
  ['size=7.5', 'size'],
  ['columns=name,phnes', 'columns'],
  ['ids=1;2', 'ids'],
  ['crated=today', 'crated'],
  ['__proto__=1', '__proto__'],
  ['sort=name&__proto__=1&constructor=2&toString=3', '__proto__ constructor toString'],
  ['responsible=1&responsible=2', 'responsible'],
])('the list does not understand of %s: %s', async (search, names) => {
  const router = buildRouter({
    queryClient: buildQueryClient(),
    i18n: await startI18n('en'),
    history: createMemoryHistory({ initialEntries: [`/main/contacts?${search}`] }),
  })
  const read = router.matchRoutes(router.latestLocation).at(-1)?.search ?? {}
  const parts = 'notUnderstood' in read ? read.notUnderstood : undefined
  expect(Object.keys(parts ?? {})).toEqual(names.split(' '))
})

/** At least one for each page. */
it.each([
  '/main/contacts?fields=[{"id":4400101,"is":["369260',
  // understood, but not supported by the source
  '/main/contacts?bot=5',
  '/bots/contacts?responsible=5',
  '/main/contacts/1?open=leeds',
  '/main/contacts/batch?ids=12x',
  '/main/contacts/new?colour=red',
  '/main/contacts/1/edit?name=Ada',
  '/main/chats?tab=lookup',
  '/main/jobs?page=banana',
  '/main/jobs?__proto__=1',
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
