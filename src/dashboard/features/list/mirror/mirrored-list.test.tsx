import { screen, waitFor, within } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const head = async (name: string) =>
  within(await screen.findByRole('table', { name: 'Contacts' })).getByRole('columnheader', { name })

it('reads the capabilities again when the copy is complete, and then sorts by any column', async () => {
  const stack = buildStack({ contacts: 120, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  const { user, router } = await renderApp('/main/contacts', { stack })
  expect(await screen.findByText('Page 1 · 50 contacts')).toBeDefined()
  expect(within(await head('Company')).queryByRole('button')).toBeNull()
  expect(await screen.findByText('0 contacts read')).toBeDefined()
  stack.sources.main.mirror?.begin()
  expect(await screen.findByText(/^1–50 of 1\d\d$/, {}, { timeout: 20_000 })).toBeDefined()
  expect(await screen.findByText(/^Synchronised /)).toBeDefined()

  await user.click(within(await head('Company')).getByRole('button'))
  await user.keyboard('{Shift>}')
  await user.click(within(await head('Name')).getByRole('button'))
  await user.keyboard('{/Shift}')
  expect(router.state.location.search).toMatchObject({ sort: 'company,name' })
  await waitFor(async () =>
    expect((await head('Company')).getAttribute('aria-sort')).toBe('ascending'),
  )

  await user.click(await screen.findByRole('spinbutton', { name: /^Page of / }))
  await user.keyboard('3{Enter}')
  expect(await screen.findByText(/^101–1\d\d of 1\d\d$/)).toBeDefined()
})

it('keeps the order of a link until the copy can give it', async () => {
  const stack = buildStack({ contacts: 60, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  const { router } = await renderApp('/main/contacts?sort=-company', { stack })
  const note = 'The requested order applies once all contacts are read'
  expect(await screen.findByText(note)).toBeDefined()
  expect((await head('Updated')).getAttribute('aria-sort')).toBe('descending')
  stack.sources.main.mirror?.begin()
  await waitFor(
    async () => expect((await head('Company')).getAttribute('aria-sort')).toBe('descending'),
    { timeout: 20_000 },
  )
  expect(screen.queryByText(note)).toBeNull()
  expect(router.state.location.search).toEqual({ sort: '-company' })
})

it('says of a link that it needs a copy which is erased, instead of not understanding it', async () => {
  const stack = buildStack({ contacts: 60, mirror: true })
  onTestFinished(() => stack.sources.main.close())
  await stack.sources.main.mirror?.erase()
  const { router } = await renderApp('/main/contacts?sort=-company', { stack })
  expect(
    await screen.findByText('The requested order needs the local copy, which is off'),
  ).toBeDefined()
  expect((await head('Updated')).getAttribute('aria-sort')).toBe('descending')
  await router.navigate({ to: '.', search: { where: '[{"key":"tags","op":"empty"}]' } })
  expect(await screen.findByText('This filter needs the local copy')).toBeDefined()
})
