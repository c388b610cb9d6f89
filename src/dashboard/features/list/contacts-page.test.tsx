import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { chooseOption } from '#testing/choose-option.ts'

const list = '/main/contacts'

function stackOf(count: number) {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id,
      name: `Person ${String(id).padStart(3, '0')}`,
      updated_at: 1_700_000_000 + id,
    })
  return stack
}

const table = () => screen.findByRole('table', { name: 'Contacts' })
const names = async () =>
  within(await table())
    .getAllByRole('link')
    .map((link) => link.textContent)

describe('the table', () => {
  it('shows every row that can be read, and names those that cannot', async () => {
    const stack = stackOf(3)
    const at = '/_embedded/contacts/id=2/id'
    stack.mock.faults.add({ kind: 'odd-value', path: '/api/v4/contacts', at, value: 'x' })
    await renderApp(list, { stack })
    expect(await names()).toEqual(['Person 003', 'Person 001'])
    const note = await screen.findByText(/1 contact could not be read and is not shown/)
    expect(note.textContent).toContain('_embedded.contacts.1')
  })

  it('shows the main values of a contact', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({
      name: 'Ada Lovelace',
      phones: ['+442079460000', '+442079460001'],
      emails: ['ada@example.com'],
      tags: ['vip', 'press', 'Leads 2026'],
    })
    await renderApp(list, { stack })
    const row = await screen.findByRole('row', { name: /Ada Lovelace/ })
    const texts = within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
    expect(texts).toEqual([
      '',
      'Ada Lovelace',
      '+44 207 946-00-00+1also +442079460001',
      'ada@example.com',
      '',
      expect.stringMatching(/\S/),
      'vippressLeads 2026',
      expect.stringMatching(/^\d+:\d\d\s[AP]M/),
      expect.stringMatching(/^\d+:\d\d\s[AP]M/),
      '',
    ])
  })

  it('is sorted by last change by default, and shows it', async () => {
    await renderApp(list, { stack: stackOf(3) })
    expect(await names()).toEqual(['Person 003', 'Person 002', 'Person 001'])
    const head = screen.getByRole('columnheader', { name: 'Updated' })
    expect(head.getAttribute('aria-sort')).toBe('descending')
  })

  it('sorts by what the source supports and offers no other header', async () => {
    const { user, router } = await renderApp(list, { stack: stackOf(3) })
    await user.click(within(await table()).getByRole('button', { name: 'Name' }))
    await waitFor(async () => expect((await names())[0]).toBe('Person 001'))
    expect(router.state.location.searchStr).toBe('?sort=name')
    const head = screen.getByRole('columnheader', { name: 'Name' })
    expect(head.getAttribute('aria-sort')).toBe('ascending')
    const [heads] = within(await table()).getAllByRole('rowgroup')
    const buttons = within(heads!).getAllByRole('button')
    expect(buttons.map((b) => b.textContent)).toEqual(['Name', 'Updated'])
  })

  it('selects and deselects rows', async () => {
    const { user } = await renderApp(list, { stack: stackOf(3) })
    await user.click(await screen.findByRole('checkbox', { name: 'Select Person 002' }))
    expect(await screen.findByText('1 contact selected')).toBeDefined()
    const all = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Select all on this page',
    })
    expect(all.indeterminate).toBe(true)
    await user.click(all)
    expect(screen.getByText('3 contacts selected')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Clear selection' }))
    expect(screen.queryByText(/selected/)).toBeNull()
  })
})

describe('pages', () => {
  it('continue while the source has a next one, without invented totals', async () => {
    const { user, router } = await renderApp(list, { stack: stackOf(120) })
    expect(await screen.findByText('Page 1 · 50 contacts')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    expect(await screen.findByText('Page 2 · 50 contacts')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    expect(await screen.findByText('Page 3 · 20 contacts')).toBeDefined()
    const next = screen.getByRole('button', { name: 'Next page' })
    expect(next.getAttribute('aria-disabled')).toBe('true')
    await user.click(screen.getByRole('button', { name: 'Previous page' }))
    expect(await screen.findByText('Page 2 · 50 contacts')).toBeDefined()
    expect(router.state.location.searchStr).toBe('?page=2')
  })

  it('have the requested number of rows', async () => {
    const { user } = await renderApp(`${list}?page=2`, { stack: stackOf(120) })
    await screen.findByText('Page 2 · 50 contacts')
    await chooseOption(user, screen.getByLabelText('Rows per page'), '100')
    expect(await screen.findByText('Page 1 · 100 contacts')).toBeDefined()
  })
})

describe('search', () => {
  it('applies typed text to the URL and the rows', async () => {
    const stack = stackOf(120)
    stack.mock.store.addContact({ name: 'Ждан Ёжиков' })
    const { user, router } = await renderApp(`${list}?page=2`, { stack })
    await user.type(await screen.findByRole('searchbox', { name: 'Search contacts' }), 'ёжиков')
    await screen.findByText('Page 1 · 1 contact')
    expect(await names()).toEqual(['Ждан Ёжиков'])
    expect(router.state.location.search).toEqual({ search: 'ёжиков' })
  })

  it.each(['+79218238291', '9218238291', '0042', 'true', '1e3'])(
    'treats "%s" as text, also after a reload',
    async (text) => {
      const stack = stackOf(3)
      stack.mock.store.addContact({ name: `Found ${text}` })
      const url = `${list}?search=${encodeURIComponent(text)}`
      const { router } = await renderApp(url, { stack })
      await waitFor(async () => expect(await names()).toEqual([`Found ${text}`]))
      expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe(text)
      expect(router.state.location.search).toEqual({ search: text })
    },
  )

  it('reports that nothing matches, and offers to clear the search', async () => {
    const { user } = await renderApp(`${list}?search=zzzz`, { stack: stackOf(3) })
    expect(await screen.findByRole('heading', { name: 'No matching contacts' })).toBeDefined()
    const [clear] = screen.getAllByRole('button', { name: 'Clear search' }).toReversed()
    if (clear) await user.click(clear)
    expect(await names()).toHaveLength(3)
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('')
  })
})

describe('what is not there', () => {
  it('distinguishes an empty account from a page past the end', async () => {
    await renderApp(list, { stack: stackOf(0) })
    expect(await screen.findByRole('heading', { name: 'No contacts yet' })).toBeDefined()
  })

  it('leads back from a page past the end', async () => {
    const { user } = await renderApp(`${list}?page=9`, { stack: stackOf(3) })
    await user.click(await screen.findByRole('button', { name: 'Go to the first page' }))
    expect(await names()).toHaveLength(3)
  })

  it('marks rows as outdated until those of another order are loaded', async () => {
    const stack = stackOf(3)
    const gate = Promise.withResolvers<void>()
    const fetchLate: typeof fetch = async (input, init) => {
      if (typeof input === 'string' && input.includes('sort=name')) await gate.promise
      return stack.fetch(input, init)
    }
    const { user } = await renderApp(list, { stack: { ...stack, fetch: fetchLate } })
    const table = await screen.findByRole('table', { name: 'Contacts' })
    const header = () => screen.getByRole('columnheader', { name: 'Name' })
    expect(table.getAttribute('aria-busy')).toBe('false')
    await user.click(within(header()).getByRole('button', { name: 'Name' }))
    expect(table.getAttribute('aria-busy')).toBe('true')
    expect(header().getAttribute('aria-sort')).toBe('none')
    gate.resolve()
    await waitFor(() => expect(table.getAttribute('aria-busy')).toBe('false'))
    expect(header().getAttribute('aria-sort')).toBe('ascending')
  })

  it('searches pasted text without its invisible characters', async () => {
    const stack = stackOf(0)
    stack.mock.store.addContact({ id: 7, name: 'Ada', emails: ['ada@example.com'] })
    stack.mock.store.addContact({ id: 8, name: 'Grace' })
    const { user, router } = await renderApp(list, { stack })
    await user.click(await screen.findByRole('searchbox', { name: 'Search contacts' }))
    await user.paste('\u202A"Ada L." <ada@example.com>\u202C')
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Grace' })).toBeNull())
    expect(screen.getByRole('link', { name: 'Ada' })).toBeDefined()
    expect(router.state.location.search).toMatchObject({ search: '"Ada L." <ada@example.com>' })
  })

  it('reports a source that is not configured as not found', async () => {
    await renderApp('/nobody/contacts')
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeDefined()
  })
})

describe('a failing source', () => {
  it('is reported, with a retry that works', async () => {
    const stack = stackOf(3)
    const fault = stack.mock.faults.add({ kind: 'status', status: 502, path: '/api/v4/contacts' })
    const { user } = await renderApp(list, { stack })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(/The source is not responding.*Request ID/)
    stack.mock.faults.remove(fault.id)
    await user.click(within(alert).getByRole('button', { name: 'Retry' }))
    expect(await names()).toHaveLength(3)
  })

  it('keeps the search and the page', async () => {
    const stack = stackOf(60)
    const { user } = await renderApp(list, { stack })
    await table()
    stack.mock.faults.add({ kind: 'status', status: 402, path: '/api/v4/contacts' })
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), 'ada{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('not paid')
    expect(screen.getByRole('searchbox', { name: 'Search contacts' })).toBeDefined()
  })
})

it('speaks Russian as well', async () => {
  await renderApp(list, { stack: stackOf(22), language: 'ru' })
  expect(await screen.findByRole('table', { name: 'Контакты' })).toBeDefined()
  expect(screen.getByText('Страница 1 · 22 контакта')).toBeDefined()
})
