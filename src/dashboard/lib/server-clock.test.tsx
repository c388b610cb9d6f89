import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { compareClocks, toServerTime } from './server-clock.ts'

const minute = 60_000
const day = 86_400_000
const sentAt = Date.parse('2026-11-20T10:00:00Z')

it.each([
  ['a right clock', 0, 0],
  ['a clock that is a minute off', minute, 0],
  ['a clock two days behind', 2 * day, 2 * day],
  ['a clock an hour ahead', -60 * minute, -60 * minute],
])("shows times of %s by the server's clock", (_, ahead, offset) => {
  const receivedAt = sentAt + 200
  compareClocks(new Date(receivedAt + ahead).toUTCString(), sentAt, receivedAt)
  expect(Math.abs(toServerTime(receivedAt) - receivedAt - offset)).toBeLessThan(1000)
  compareClocks(null, sentAt, receivedAt)
  compareClocks('no date', sentAt, receivedAt)
  expect(Math.abs(toServerTime(receivedAt) - receivedAt - offset)).toBeLessThan(1000)
  compareClocks(new Date(sentAt).toUTCString(), sentAt, receivedAt)
  expect(toServerTime(5)).toBe(5)
})

it('does not take a slow response for a wrong clock', () => {
  compareClocks(new Date(sentAt).toUTCString(), sentAt, sentAt + 10 * minute)
  expect(toServerTime(5)).toBe(5)
})

it('shows no contact as changed in the future, and reports the wrong clock once', async () => {
  const stack = buildStack({ contacts: 0, now: () => Date.now() + 2 * day })
  const updated_at = Math.floor((Date.now() + 2 * day) / 1000) - 1
  stack.mock.store.addContact({ id: 1, name: 'Ada', updated_at })
  const ahead: typeof fetch = async (input, init) => {
    const response = await stack.fetch(input, init)
    const headers = new Headers(response.headers)
    headers.set('date', new Date(Date.now() + 2 * day).toUTCString())
    return new Response(response.body, { status: response.status, headers })
  }
  const { user } = await renderApp('/main/contacts', { stack: { ...stack, fetch: ahead } })
  const table = await screen.findByRole('table', { name: 'Contacts' })
  // By this computer's clock they would be of the day after tomorrow, shown as a date.
  expect(within(table).getAllByText(/^\d+:\d\d\s[AP]M$/)).not.toEqual([])
  await screen.findByText(/^This computer’s clock is wrong/)
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  await user.click(screen.getByRole('button', { name: 'Name' }))
  expect(screen.queryByText(/^This computer’s clock is wrong/)).toBeNull()
  compareClocks(new Date().toUTCString(), Date.now(), Date.now())
})
