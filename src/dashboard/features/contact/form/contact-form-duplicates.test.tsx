import { screen } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

async function stackWithCopy() {
  const stack = buildStack({ contacts: 30, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  stack.mock.store.addContact({
    id: 5,
    name: 'Vera',
    phones: ['+7 916 555-01-01'],
    emails: ['Vera@example.ru'],
  })
  const { mirror } = stack.sources.main
  mirror?.begin()
  await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
  await mirror?.pause()
  return stack
}

it.each([
  ['Phone', '8(916)5550101'],
  ['Email', 'vera@EXAMPLE.ru'],
])('warns of an equal %s in another spelling by the local copy', async (label, typed) => {
  const stack = await stackWithCopy()
  const { user } = await renderApp('/main/contacts/new', { stack })
  const [box] = await screen.findAllByRole('textbox', { name: new RegExp(`^${label}`) })
  stack.mock.received.clear()
  await user.type(box ?? document.body, typed)
  expect(await screen.findByRole('link', { name: /^Vera/ }, { timeout: 5000 })).toBeDefined()
  expect(stack.mock.received.all().filter(({ url }) => url.includes('/contacts'))).toEqual([])
})
