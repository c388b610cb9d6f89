import { screen, waitFor, within } from '@testing-library/react'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { pick } from '#testing/filter-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { captureDownloads } from '#testing/export-screen.ts'
import { buildStack } from '#testing/stack.ts'

const list = '/main/contacts'
const where = (terms: unknown) => `where=${encodeURIComponent(JSON.stringify(terms))}`

/** A copy that is not filled before `begin`. */
function people() {
  const stack = buildStack({ contacts: 0, mirror: true })
  const [first, second] = stack.mock.store.directory.users()
  const { store } = stack.mock
  const users = { first: first!, second: second! }
  store.addContact({ id: 1, name: 'Ada', responsible_user_id: first!.id, tags: ['vip', 'press'] })
  store.addContact({ id: 2, name: 'Emmy', responsible_user_id: first!.id, tags: ['vip'] })
  store.addContact({
    id: 3,
    name: 'Grace',
    responsible_user_id: second!.id,
    emails: ['grace@navy.example'],
  })
  return { stack, ...users }
}

const names = async () =>
  within(await screen.findByRole('table', { name: 'Contacts' }))
    .getAllByRole('link', { name: /^\w+$/ }) // not the e-mail addresses
    .map((link) => link.textContent)
    .toSorted()
const showsRows = (...wanted: string[]) =>
  waitFor(async () => expect(await names()).toEqual(wanted))
const option = (name: string) => screen.findByRole('option', { name })
const chip = (name: string) => screen.findByRole('button', { name })

describe('conditions on a complete copy', () => {
  const { stack, first, second } = people()
  beforeAll(async () => {
    stack.sources.main.mirror?.begin()
    await vi.waitUntil(() => stack.sources.main.mirror?.isComplete(), { timeout: 20_000 })
  })
  afterAll(() => stack.sources.main.close())

  it('ask by one press in the picker whether there is a value', async () => {
    const { user, router } = await renderApp(list, { stack })
    await user.click(await screen.findByRole('button', { name: 'Filter' }))
    await user.click(await screen.findByRole('button', { name: 'Email is empty' }))
    await showsRows('Ada', 'Emmy')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(router.state.location.searchStr).toContain('empty')
  })

  it('are relative to today as long as they are kept: older than so many days', async () => {
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'Created')
    await user.type(await screen.findByRole('textbox', { name: 'Older than' }), '90')
    await screen.findByRole('button', { name: /^Created: older than 90 days/ })
    await waitFor(() =>
      expect(router.state.location.search).toEqual({
        where: '[{"key":"createdAt","op":"within","period":{"unit":"day","olderThan":90}}]',
      }),
    )
  })

  it('change their operator on the chip, at once or after a value is given', async () => {
    const asked = where([{ key: 'tags', op: 'in', values: ['press'] }])
    const { user } = await renderApp(`${list}?${asked}`, { stack })
    await showsRows('Ada')
    const operator = await screen.findByRole('combobox', { name: 'Tags: operator' })
    expect(operator.textContent).toBe('is')
    await user.click(operator)
    await user.click(await option('is none of'))
    await showsRows('Emmy', 'Grace')
    expect(operator.textContent).toBe('is not')
    await user.click(operator)
    await user.click(await option('is empty'))
    await showsRows('Grace')
    await user.click(operator)
    await user.click(await option('is any of'))
    expect(await screen.findByRole('dialog', { name: 'Tags' })).toBeDefined()
    await showsRows('Ada', 'Emmy', 'Grace')
    await user.click(await option('press, 1'))
    await showsRows('Ada')
  })

  it('are made of an attribute and values with their counts, the most frequent first', async () => {
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'Tags')
    await option('vip, 2')
    expect(screen.getAllByRole('option').map((item) => item.getAttribute('aria-label'))).toEqual([
      'vip, 2',
      'press, 1',
      'No value, 1',
    ])
    await user.keyboard('pre{Enter}')
    await showsRows('Ada')
    await user.clear(screen.getByRole('combobox', { name: 'Find' }))
    await user.click(await option('vip, 2'))
    await showsRows('Ada', 'Emmy')
    expect(router.state.location.search).toEqual({
      where: JSON.stringify([{ key: 'tags', op: 'in', values: ['press', 'vip'] }]),
    })
    await chip('Tags is any of press, +1')
    // Editing is one step of the history.
    router.history.back()
    await showsRows('Ada', 'Emmy', 'Grace')
    expect(router.state.location.searchStr).toBe('')
  })

  it('are edited by their chip, also the operator', async () => {
    const vip = [{ key: 'tags', op: 'in', values: ['vip'] }]
    const { user } = await renderApp(`${list}?${where(vip)}`, { stack })
    await showsRows('Ada', 'Emmy')
    await user.click(await chip('Tags is vip'))
    await option('vip, 2')
    await user.click(screen.getByRole('combobox', { name: 'Condition' }))
    await user.click(await option('is none of'))
    await showsRows('Grace')
    await user.click(await option('vip, 2')) // its last value
    await showsRows('Ada', 'Emmy', 'Grace')
    await user.click(await option('press, 1'))
    await showsRows('Emmy', 'Grace')
    await user.keyboard('{Escape}')
    await user.click(await chip('Remove filter “Tags”'))
    await showsRows('Ada', 'Emmy', 'Grace')
    expect(document.activeElement?.textContent).toBe('Filter')
  })

  it('on texts apply to what is typed, with several values, and ask for empty ones', async () => {
    const { user } = await renderApp(list, { stack })
    await pick(user, 'Name')
    await user.keyboard('mm')
    await showsRows('Emmy')
    await user.keyboard('{Enter}ad')
    await showsRows('Ada', 'Emmy')
    await user.keyboard('{Escape}')
    await chip('Name contains mm, +1')
    await pick(user, 'Email')
    await user.click(screen.getByRole('combobox', { name: 'Condition' }))
    await user.click(await option('is empty'))
    expect(await chip('Email is empty')).toBeDefined()
    await showsRows('Ada', 'Emmy')
  })

  it.each([
    ['is any of', 'in', ['Grace']],
    ['has all of', 'all', ['Grace']],
    ['is none of', 'notIn', ['Ada', 'Emmy']],
  ])('take an e-mail as it is pasted: %s', async (operator, op, rows) => {
    const { user, router } = await renderApp(list, { stack })
    await pick(user, 'Email')
    await user.click(screen.getByRole('combobox', { name: 'Condition' }))
    await user.click(await option(operator))
    await user.paste('mailto:grace@navy.example')
    await user.keyboard('{Enter}')
    await showsRows(...rows)
    expect(router.state.location.search).toEqual({
      where: JSON.stringify([{ key: 'emails', op, values: ['grace@navy.example'] }]),
    })
  })

  it('replace filters of older addresses', async () => {
    const { user, router } = await renderApp(`${list}?responsible=${first.id}`, { stack })
    await showsRows('Ada', 'Emmy')
    await user.click(await chip(`Responsible is ${first.name}`))
    await user.click(await option(`${second.name}, 1`))
    await showsRows('Ada', 'Emmy', 'Grace')
    const values = [first.id, second.id].map(String)
    expect(router.state.location.search).toEqual({
      where: JSON.stringify([{ key: 'responsible', op: 'in', values }]),
    })
  })

  it('count values among what the other filters match', async () => {
    const query = where([{ key: 'tags', op: 'in', values: ['press'] }])
    const { user } = await renderApp(`${list}?${query}`, { stack })
    await showsRows('Ada')
    await pick(user, 'Responsible')
    expect(await option(`${first.name}, 1`)).toBeDefined()
    expect(await option(`${second.name}, 0`)).toBeDefined()
  })

  it('restrict exports', async () => {
    captureDownloads(stack)
    const query = where([{ key: 'tags', op: 'filled' }])
    const { user } = await renderApp(`${list}?${query}`, { stack })
    await showsRows('Ada', 'Emmy')
    await user.click(screen.getByRole('button', { name: 'Export' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Export' }))
    expect(await within(dialog).findByText(/^2 contacts · /)).toBeDefined()
  })

  it.each([
    ['cut off', '[{"key":"tags","op":"in","val'],
    ['unknown', '[{"key":"tags","op":"resembles","values":["vip"]}]'],
    ['a group without conditions', '[{"any":[]}]'],
    ['in a group', '[{"any":[{"key":"emails","op":"empty"},{"key":"tags","op":"resembles"}]}]'],
    ['a group in a group', '[{"any":[{"any":[{"key":"emails","op":"empty"}]}]}]'],
    ['not of the kind', '[{"key":"createdAt","op":"contains","values":["1"]}]'],
  ])('select nothing and are named if they are damaged: %s', async (_how, text) => {
    const { user } = await renderApp(`${list}?where=${encodeURIComponent(text)}`, { stack })
    await screen.findByRole('heading', { name: 'Part of this address was not understood' })
    expect(screen.getByText(`where=${text}`)).toBeDefined()
    expect(screen.queryByRole('table')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Open without it' }))
    await showsRows('Ada', 'Emmy', 'Grace')
  })
})

it('shows the progress instead of rows until the copy can answer a condition', async () => {
  const { stack } = people()
  onTestFinished(() => stack.sources.main.close())
  const query = where([{ key: 'tags', op: 'in', values: ['press'] }])
  const { router } = await renderApp(`${list}?${query}`, { stack })
  await screen.findByRole('heading', { name: 'Reading all contacts first' })
  expect(screen.queryByRole('table')).toBeNull()
  expect(screen.getByRole('button', { name: 'Export' }).getAttribute('aria-disabled')).toBe('true')
  await chip('Tags is press')
  stack.sources.main.mirror?.begin()
  await waitFor(async () => expect(await names()).toEqual(['Ada']), { timeout: 20_000 })
  expect(router.state.location.searchStr).toBe(`?${query.replaceAll('%20', '+')}`)
})
