import { screen, waitFor } from '@testing-library/react'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { preferenceList } from '#contract/api/stored-preferences.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'

const list = '/main/contacts'

const storedAt = async ({ proxy }: Stack) => {
  const answer = await proxy.inject('/api/preferences')
  const { items } = preferenceList.parse(answer.json())
  return Object.fromEntries(items.map(({ key, value }) => [key, value]))
}
const isAsked = () =>
  waitFor(() => expect(localStorage.getItem('kartoteka.preferences')).not.toBeNull())

beforeEach(() => {
  document.documentElement.dataset['theme'] = 'light'
})

it('what is set follows the person to another browser', async () => {
  const stack = buildStack({ contacts: 5 })
  const first = await renderApp(list, { stack })
  await isAsked()
  await first.user.click(await screen.findByRole('button', { name: 'Dark theme' }))
  await first.user.click(await screen.findByRole('button', { name: 'Русский' }))
  await waitFor(async () =>
    expect(await storedAt(stack)).toEqual({ theme: 'dark', language: 'ru' }),
  )
  first.unmount()
  localStorage.clear()
  document.documentElement.dataset['theme'] = 'light'
  await renderApp(list, { stack })
  expect(await screen.findByRole('button', { name: 'Светлая тема' })).toBeDefined()
  expect(localStorage.getItem('theme')).toBe('dark')
})

it('what another browser has set counts from the next start on', async () => {
  const stack = buildStack({ contacts: 5 })
  const first = await renderApp(list, { stack })
  await isAsked()
  first.unmount()
  const payload = { items: [{ key: 'columns.main', value: 'name,emails' }] }
  const headers = { origin: 'http://localhost:80' }
  await stack.proxy.inject({ method: 'PUT', url: '/api/preferences', payload, headers })
  const second = await renderApp(list, { stack })
  await waitFor(() => expect(localStorage.getItem('columns.main')).toBe('name,emails'))
  expect(screen.getByRole('columnheader', { name: 'Phone' })).toBeDefined()
  second.unmount()
  await renderApp(list, { stack })
  await screen.findByRole('columnheader', { name: 'Email' })
  expect(screen.queryByRole('columnheader', { name: 'Phone' })).toBeNull()
})

it('what the proxy cannot store stays in this browser, which is told once', async () => {
  const stack = buildStack({ contacts: 5 })
  const { user } = await renderApp(list, { stack })
  await isAsked()
  await sql`pragma query_only = on`.execute(stack.store.db)
  await user.click(await screen.findByRole('button', { name: 'Dark theme' }))
  expect(await screen.findByText(/^Kartoteka cannot store settings/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  await user.click(await screen.findByRole('button', { name: 'Light theme' }))
  await user.click(await screen.findByRole('button', { name: 'Dark theme' }))
  await sql`pragma query_only = off`.execute(stack.store.db)
  await user.click(await screen.findByRole('button', { name: 'Русский' }))
  await waitFor(async () =>
    expect(await storedAt(stack)).toEqual({ theme: 'dark', language: 'ru' }),
  )
  expect(screen.queryByText(/^Kartoteka cannot store settings/)).toBeNull()
})
