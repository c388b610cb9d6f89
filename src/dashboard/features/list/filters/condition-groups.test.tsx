import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Condition } from '#contract/api/where.ts'
import { pick } from '#testing/filter-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const stack = buildStack({ contacts: 0, mirror: true })
beforeAll(async () => {
  const { store } = stack.mock
  store.addContact({ name: 'Ada', tags: ['vip'] })
  store.addContact({ name: 'Emmy', tags: ['press'], emails: ['emmy@noether.example'] })
  store.addContact({ name: 'Grace', emails: ['grace@navy.example'] })
  stack.sources.main.mirror?.begin()
  await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
})
afterAll(() => stack.sources.main.close())

const vip: Condition = { key: 'tags', op: 'in', values: ['vip'] }
const named = (text: string): Condition => ({ key: 'name', op: 'contains', values: [text] })
const list = (...terms: unknown[]) =>
  `/main/contacts?where=${encodeURIComponent(JSON.stringify(terms))}`

const names = () =>
  within(screen.getByRole('table', { name: 'Contacts' }))
    .getAllByRole('link', { name: /^\w+$/ }) // not the e-mail addresses
    .map((link) => link.textContent)
    .toSorted()
const showsRows = (...wanted: string[]) => waitFor(() => expect(names()).toEqual(wanted))
const button = (name: string) => screen.findByRole('button', { name })
const press = async (user: UserEvent, name: string) => user.click(await button(name))
const choose = async (user: UserEvent, attribute: string) => {
  const available = await screen.findByRole('list', { name: 'Filters' })
  await user.click(await within(available).findByRole('button', { name: attribute }))
}

describe('a group of conditions of which one has to hold', () => {
  it('is made of a condition by “Or…”, and is one chip', async () => {
    const { user, router } = await renderApp(list(vip), { stack })
    await showsRows('Ada')
    await press(user, 'Tags is vip')
    await press(user, 'Or…')
    await choose(user, 'Name')
    await user.keyboard('mm')
    await showsRows('Ada', 'Emmy')
    await user.keyboard('{Escape}')
    await button('Tags is vip or Name contains mm')
    expect(router.state.location.search).toEqual({
      where: JSON.stringify([{ any: [vip, named('mm')] }]),
    })
    // Editing is one step of the history.
    router.history.back()
    await showsRows('Ada')
  })

  it('is made where a filter is added, too', async () => {
    const { user } = await renderApp('/main/contacts', { stack })
    await showsRows('Ada', 'Emmy', 'Grace')
    await pick(user, 'Name')
    expect(screen.queryByRole('button', { name: 'Or…' })).toBeNull() // before there is a condition
    await user.keyboard('race')
    await press(user, 'Or…')
    await choose(user, 'Tags')
    await user.click(await screen.findByRole('option', { name: 'vip, 1' }))
    await showsRows('Ada', 'Grace')
    await user.keyboard('{Escape}')
    expect(await button('Name contains race or Tags is vip')).toBeDefined()
  })

  it('is changed and reduced by its parts, and removed as a whole', async () => {
    const group = { any: [vip, named('mm'), named('race')] }
    const { user, router } = await renderApp(list(group), { stack })
    await showsRows('Ada', 'Emmy', 'Grace')
    await press(user, 'Tags is vip or Name contains mm or Name contains race')
    const parts = await screen.findByRole('list', { name: 'Any of these conditions' })
    await user.click(within(parts).getByRole('button', { name: 'Tags is vip' }))
    await user.click(await screen.findByRole('option', { name: 'press, 1' }))
    await user.click(await screen.findByRole('option', { name: 'vip, 1' }))
    await showsRows('Emmy', 'Grace')
    await press(user, 'Any of these conditions')
    await press(user, 'Remove “Name contains race”')
    await showsRows('Emmy')
    expect(document.activeElement?.textContent).toBe('Any of these conditions')
    await press(user, 'Remove “Name contains mm”')
    await screen.findByRole('option', { name: 'press, 1' }) // the editor of the one that is left
    await user.keyboard('{Escape}')
    await button('Tags is press')
    const where = JSON.stringify([{ ...vip, values: ['press'] }])
    expect(router.state.location.search).toEqual({ where })

    await press(user, 'Remove filter “Tags”')
    await showsRows('Ada', 'Emmy', 'Grace')
  })

  it('has at most as many conditions as the proxy accepts', async () => {
    const any = Array.from({ length: 20 }, (_, index) => named(`${index}`))
    const { user } = await renderApp(list({ any }), { stack })
    await press(user, any.map((_, index) => `Name contains ${index}`).join(' or '))
    await screen.findByText('At most 20 alternatives.')
    expect(screen.queryByRole('button', { name: 'Or…' })).toBeNull()
  })
})
