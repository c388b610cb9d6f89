import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { sendWrite, stackWithAda } from '#testing/contact-writes.ts'
import { renderApp } from '#testing/render-app.tsx'
import { renderAs } from '#testing/render-as.tsx'
import { setText } from '#testing/values.ts'

const page = '/main/contacts/5'
const rename = (stack: ReturnType<typeof stackWithAda>, name: string) =>
  sendWrite(stack, 'PATCH', '/api/sources/main/contacts', {
    items: [{ id: 5, changes: [setText('name', name)] }],
  })
const type = async (user: UserEvent, text: string) => {
  const box = await screen.findByRole('textbox', { name: 'Email' })
  await user.clear(box)
  await user.type(box, text)
}
const card = () => screen.findByRole('region', { name: 'Changed in Kartoteka' })
const entries = async () => within(await card()).getAllByRole('listitem')

describe('what was changed of a contact in Kartoteka', () => {
  it('is not there before anybody has changed anything, and is after an edit', async () => {
    const stack = stackWithAda()
    const { user } = await renderApp(page, { stack })
    await user.click(await screen.findByRole('button', { name: 'Edit: Email' }))
    expect(screen.queryByRole('region', { name: 'Changed in Kartoteka' })).toBeNull()
    await type(user, 'eve@example.com{Enter}')
    const [entry] = await entries()
    expect(entry?.textContent).toMatch(/This computer.*Contact edited.*Email.*eve@example\.com/)
  })

  it('keeps its entries until the one of an edit has come above them', async () => {
    const stack = stackWithAda()
    await rename(stack, 'Ada')
    const { user } = await renderApp(page, { stack })
    const [former] = await entries()
    await user.click(await screen.findByRole('button', { name: 'Edit: Email' }))
    await type(user, 'eve@example.com{Enter}')
    await waitFor(async () => expect(await entries()).toHaveLength(2))
    const [first, second] = await entries()
    expect(first?.textContent).toContain('eve@example.com')
    expect(second).toBe(former)
  })

  it('leads to undoing, and says which outcome was unknown', async () => {
    const stack = stackWithAda()
    await rename(stack, 'Ada')
    stack.mock.faults.add({ kind: 'cut-after', method: 'PATCH', times: 1 })
    await rename(stack, 'Eve')
    await renderApp(page, { stack })
    const [later, unknown] = await entries()
    expect(unknown?.textContent).toContain('Found out later')
    expect(within(unknown ?? document.body).queryByRole('link', { name: 'Undo…' })).toBeNull()
    const undo = within(later ?? document.body).getByRole('link', { name: 'Undo…' })
    expect(undo.getAttribute('href')).toMatch(/^\/main\/jobs\/.+panel=undo/)
  })

  it('says that it cannot be read, and is read again', async () => {
    const stack = stackWithAda()
    await rename(stack, 'Ada')
    let isDown = true
    const fetch: typeof stack.fetch = (input, init) =>
      isDown && typeof input === 'string' && input.includes('/history')
        ? Promise.reject(new TypeError('no connection'))
        : stack.fetch(input, init)
    const { user } = await renderApp(page, { stack: { ...stack, fetch } })
    await screen.findByText('The changes could not be loaded.')
    isDown = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await entries()).toHaveLength(1)
  })

  it('shows somebody who only looks whose changes they were, and no undo', async () => {
    const app = await renderAs('viewer', '/main/contacts')
    const [id] = app.mock.store.contacts.ids({
      filter: {},
      order: 'id',
      descending: false,
      offset: 0,
      limit: 1,
    })
    const root = await app.signedIn('root@example.com')
    await root.ask('PATCH', '/api/sources/main/contacts', {
      payload: { items: [{ id, changes: [setText('name', 'Eve')] }] },
    })
    await app.router.navigate({ href: `/main/contacts/${id}` })
    const [entry] = await entries()
    expect(entry?.textContent).toContain('root@example.com')
    expect(within(await card()).queryByRole('link', { name: 'Undo…' })).toBeNull()
  })
})
