import { screen, within } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

it('shows the copy while the source is down, without anything to edit', async () => {
  const stack = buildStack({ contacts: 20, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  stack.mock.store.addContact({ id: 5, name: 'Ada', phones: ['+79160000001'] })
  const { mirror } = stack.sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  const payload = { kind: 'status', status: 502, path: '/api/v4/contacts*' }
  await stack.mock.app.inject({ method: 'POST', url: '/_mock/faults', payload })
  await renderApp('/main/contacts/5', { stack })
  expect(await screen.findByRole('heading', { name: 'Ada' })).toBeDefined()
  const main = within(screen.getByRole('main'))
  expect(await main.findByText(/source cannot be reached.*editing is off/i)).toBeDefined()
  expect(main.queryByRole('link', { name: 'Edit' })).toBeNull()
  expect(main.queryByRole('button', { name: /Link/ })).toBeNull()
  expect(main.queryByRole('heading', { name: 'Linked' })).toBeNull()
})
