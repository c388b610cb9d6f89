import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { chooseOption } from '#testing/choose-option.ts'
import { firstOf } from '#testing/first-of.ts'
import { sendWrite } from '#testing/contact-writes.ts'
import { openJobClient } from '#testing/job-client.ts'
import { renderApp } from '#testing/render-app.tsx'
import { renderAs } from '#testing/render-as.tsx'
import { buildStack, type Stack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'

const contacts = '/sources/main/contacts'

function stackWithTwo() {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 11, name: 'Ada' })
  stack.mock.store.addContact({ id: 12, name: 'Eve' })
  return stack
}
const rename = (stack: Stack, id: number, name: string) =>
  sendWrite(stack, 'PATCH', `/api${contacts}`, {
    items: [{ id, changes: [setText('name', name)] }],
  })
const lines = async () =>
  within(await screen.findByRole('group', { name: 'Entries of the audit log' })).getAllByRole(
    'listitem',
  )
const csv = () => screen.getByRole('link', { name: 'Download CSV' }).getAttribute('href') ?? ''

describe('the audit log', () => {
  it('says that there is nothing yet', async () => {
    await renderApp('/audit', { stack: stackWithTwo() })
    expect(await screen.findByText('No entries yet')).toBeDefined()
  })

  it('says who changed what, and from what to what when an entry is opened', async () => {
    const stack = stackWithTwo()
    await rename(stack, 11, 'Ada Lovelace')
    const app = await renderApp('/audit', { stack })
    const [line] = await lines()
    expect(line?.textContent).toMatch(/This computer.*Contact edited.*Ada.*Name/)
    await app.user.click(screen.getByRole('button', { name: 'Details: Contact edited' }))
    expect(await within(line ?? document.body).findByText('Ada Lovelace')).toBeDefined()
    expect(line?.textContent).toContain('Address\u00A0127.0.0.1')
  })

  it('says so of whoever did not get in, and names sources as everywhere', async () => {
    const app = await renderAs('admin', '/audit')
    await app.openBrowser().signIn('ada@example.com', 'a wrong password')
    const payload = { label: 'Import', role: 'editor', sources: ['main'], expiresAt: null }
    await app.browser.ask('POST', '/api/keys', { payload })
    await app.client.invalidateQueries()
    const failed = await screen.findByText('Sign-in failed')
    expect(failed.closest('li')?.textContent).toContain('Unknown')
    await app.user.click(firstOf(screen.getAllByRole('button', { name: /API key created/ })))
    expect(await screen.findByText('Main', { selector: 'ins' })).toBeDefined()
  })

  it('is narrowed down by its address, and so is the file', async () => {
    const stack = stackWithTwo()
    await rename(stack, 11, 'Ada Lovelace')
    await sendWrite(stack, 'POST', `/api${contacts}`, {
      items: [{ changes: [setText('name', 'Ida')], key: 'key of Ida' }],
    })
    const app = await renderApp('/audit', { stack })
    expect(await lines()).toHaveLength(2)
    expect(csv()).toBe('/api/audit.csv?separator=comma')
    await chooseOption(
      app.user,
      screen.getByRole('combobox', { name: /^Action/ }),
      'Contact created',
    )
    await waitFor(async () => expect(await lines()).toHaveLength(1))
    expect(app.router.state.location.search).toEqual({ action: 'contactCreate' })
    expect(csv()).toContain('action=contactCreate')
    await chooseOption(app.user, screen.getByRole('combobox', { name: /^Outcome/ }), 'Refused')
    expect(await screen.findByText('Nothing found')).toBeDefined()
    await app.user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(async () => expect(await lines()).toHaveLength(2))
  })

  it('shows an unknown outcome as such, and what it turned out to be', async () => {
    const stack = stackWithTwo()
    stack.mock.faults.add({ kind: 'cut-after', method: 'PATCH', times: 1 })
    await rename(stack, 11, 'Ada Lovelace')
    const app = await renderApp('/audit?outcome=unknown', { stack })
    const [line, ...others] = await lines()
    expect(others).toEqual([])
    expect(line?.textContent).toContain('Found out later')
    await app.user.click(screen.getByRole('button', { name: /^Details/ }))
    const text = await screen.findByText(/^The source gave no clear answer/)
    expect(text.textContent).toMatch(/it was saved/)
  })

  it('shows what was not saved as such, also within a job', async () => {
    const stack = stackWithTwo()
    stack.mock.faults.add({ kind: 'cut', method: 'PATCH' })
    await openJobClient(stack).run({
      kind: 'edit',
      ids: [11],
      changes: [setText('name', 'Ada Lovelace')],
    })
    await renderApp('/audit?outcome=notWritten', { stack })
    const [line] = await lines()
    expect(line?.textContent).toContain('Not saved')
  })

  it('shows a job as one line with the number of its rows', async () => {
    const stack = stackWithTwo()
    await openJobClient(stack).run({
      kind: 'edit',
      ids: [11, 12],
      changes: [setText('name', 'Ida')],
    })
    const app = await renderApp('/audit', { stack })
    await app.user.click(await screen.findByRole('button', { name: /^Details/ }))
    await app.user.click(await screen.findByRole('button', { name: /^Show all/ }))
    await waitFor(() => expect(app.router.state.location.search).toHaveProperty('job'))
  })

  it('is paged, the newest first', async () => {
    const stack = stackWithTwo()
    for (let index = 0; index < 51; index++) await rename(stack, 11, `Ada ${index}`)
    const app = await renderApp('/audit', { stack })
    expect(await lines()).toHaveLength(50)
    await app.user.click(screen.getByRole('button', { name: 'Older' }))
    await waitFor(async () => expect(await lines()).toHaveLength(1))
    await app.user.click(screen.getByRole('button', { name: 'Newer' }))
    await waitFor(async () => expect(await lines()).toHaveLength(50))
  })

  it('says that it cannot be read, and is read again', async () => {
    const stack = stackWithTwo()
    await rename(stack, 11, 'Ada Lovelace')
    let isDown = true
    const fetch: typeof stack.fetch = (input, init) =>
      isDown && typeof input === 'string' && input.includes('/api/audit?')
        ? Promise.reject(new TypeError('no connection'))
        : stack.fetch(input, init)
    const app = await renderApp('/audit', { stack: { ...stack, fetch } })
    const again = await screen.findByRole('button', { name: 'Retry' })
    isDown = false
    await app.user.click(again)
    expect(await lines()).toHaveLength(1)
  })

  it('is not there for others', async () => {
    await renderAs('editor', '/audit')
    expect(await screen.findByText('Page not found')).toBeDefined()
    expect(screen.queryByRole('link', { name: 'Audit log' })).toBeNull()
  })
})
