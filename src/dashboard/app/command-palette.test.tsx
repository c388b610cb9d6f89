import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, onTestFinished } from 'vitest'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { viewsAt } from '#testing/view-screen.ts'

const list = '/main/contacts'

async function openPalette(options: Parameters<typeof renderApp>[1] & { url?: string } = {}) {
  const app = await renderApp(options.url ?? list, options)
  await screen.findByRole('table')
  await app.user.keyboard('{Control>}k{/Control}')
  const box = await screen.findByRole('combobox', { expanded: true })
  return { ...app, box }
}

const options = () =>
  within(screen.getByRole('listbox', { name: 'Results' })).getAllByRole('option')
const results = () => options().map((item) => item.textContent)
const group = (name: string) => screen.findByRole('group', { name })
const active = () =>
  document.getElementById(
    screen.getByRole('combobox', { expanded: true }).getAttribute('aria-activedescendant') ?? '',
  )

describe('the palette', () => {
  it('finds a contact of the source and opens it by keyboard alone', async () => {
    const stack = buildStack()
    const { id } = stack.mock.store.addContact({ name: 'Ждан Ёжиков', phones: ['+79161234567'] })
    const { user, router } = await openPalette({ stack })
    await user.keyboard('ёжиков')
    const found = within(await group('Contacts · Main'))
    const option = await found.findByRole('option', { name: /Ждан Ёжиков/ })
    expect(option.textContent).toContain('+7 916 123-45-67')
    expect(active()).toBe(option)
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { level: 1, name: 'Ждан Ёжиков' })).toBeDefined()
    expect(router.state.location.pathname).toBe(`/main/contacts/${id}`)
    // Elsewhere it is offered before anything is typed.
    await act(() => router.navigate({ href: '/main/jobs' }))
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox', { expanded: true })
    const recent = within(await group('Recent contacts'))
    expect((await recent.findByRole('option')).textContent).toContain('Ждан Ёжиков')
    await user.keyboard('j')
    expect(screen.queryByRole('group', { name: 'Recent contacts' })).toBe(null)
  })

  it('finds by a complete local copy, words in any order, without a request', async () => {
    const stack = buildStack({ contacts: 10, mirror: true })
    onTestFinished(() => stack.sources.main.close())
    stack.mock.store.addContact({ name: 'Vera Ковалёва', emails: ['vera@example.ru'] })
    const { mirror } = stack.sources.main
    mirror?.begin()
    await expect.poll(() => mirror?.isComplete(), { timeout: 20_000 }).toBe(true)
    await mirror?.pause()
    const { user } = await openPalette({ stack })
    stack.mock.received.clear()
    await user.keyboard('ковалева vera')
    const found = within(await group('Contacts · Main'))
    expect(await found.findByRole('option', { name: /^Vera/ })).toBeDefined()
    expect(stack.mock.received.all().filter(({ url }) => url.includes('v4/contacts'))).toEqual([])
    await user.clear(screen.getByRole('combobox', { expanded: true }))
    // In the other keyboard layout.
    await user.paste('rjdfk`df')
    await user.click(await screen.findByRole('option', { name: /^Did you mean “ковалева”/ }))
    expect(await found.findByRole('option', { name: /^Vera/ })).toBeDefined()
  })

  it('finds a phone copied from a messenger in another notation', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({ name: 'Ada', phones: ['8 (916) 555-01-01'] })
    const { user } = await openPalette({ stack })
    await user.paste('\u202A+7 916 555‑01‑01\u202C')
    const found = within(await group('Contacts · Main'))
    expect(await found.findByRole('option', { name: /Ada/ })).toBeDefined()
    await user.keyboard('{Escape}{Control>}k{/Control}')
    await user.paste('\u2068Row height\u2069')
    expect(await screen.findByRole('option', { name: 'Row height: Compact' })).toBeDefined()
  })

  it('takes what is typed before it is loaded', async () => {
    const { user } = await renderApp(list)
    await screen.findByRole('table')
    // Into the box itself once it is there: an earlier test may have loaded it.
    await user.keyboard('{Control>}k{/Control}Ve')
    const box = await screen.findByRole<HTMLInputElement>('combobox', { expanded: true })
    await waitFor(() => expect(box.value).toBe('Ve'))
  })

  it('opens the list of all matches', async () => {
    const stack = buildStack()
    stack.mock.store.addContact({ name: 'Zenobia' })
    const { user, router } = await openPalette({ stack })
    await user.keyboard('zenobia{Enter}')
    await waitFor(() => expect(router.state.location.searchStr).toBe('?search=zenobia'))
    expect(screen.queryByRole('combobox', { expanded: true })).toBeNull()
  })

  it('searches once for text typed without a pause', async () => {
    const asked: string[] = []
    const plain = buildStack()
    const stack = {
      ...plain,
      fetch: ((input, init) => {
        if (typeof input === 'string' && input.includes('search=')) asked.push(input)
        return plain.fetch(input, init)
      }) as typeof fetch,
    }
    const { user } = await openPalette({ stack })
    await user.keyboard('zzzzzz')
    expect(await screen.findByText('No contacts found')).toBeDefined()
    expect(asked).toEqual([
      '/api/sources/main/contacts?search=zzzzzz&size=5',
      '/api/sources/legacy/contacts?search=zzzzzz&size=4',
    ])
  })

  it('opens a saved view', async () => {
    const stack = buildStack()
    const { id } = await viewsAt(stack).save('By name', 'sort=name')
    const { user, router } = await openPalette({ stack })
    await user.keyboard('by name')
    expect(active()?.textContent).toBe('By name')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(router.state.location.searchStr).toBe(`?sort=name&view=${id}`))
  })

  it('switches to another source, also one without search', async () => {
    const { user, router } = await openPalette()
    await user.keyboard('go to bots{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/bots/contacts'))
    await screen.findByRole('table')
    await user.keyboard('{Control>}k{/Control}')
    const box = await screen.findByRole('combobox', { expanded: true })
    expect(box.getAttribute('placeholder')).toBe('Contact, action or page')
    expect(screen.queryByText('Go to search')).toBeNull()
  })

  it('clears filters, and offers it only while there are some', async () => {
    const stack = buildStack({ contacts: 0 })
    stack.mock.store.addContact({ id: 3, name: 'Ada' })
    const { user, router } = await openPalette({ stack, url: `${list}?ids=3` })
    await user.keyboard('clear{Enter}')
    await waitFor(() => expect(router.state.location.searchStr).toBe(''))
    await screen.findByRole('table')
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox', { expanded: true })
    expect(results().some((text) => text?.startsWith('Clear'))).toBe(false)
  })

  it('switches theme, density and language', async () => {
    const { user } = await openPalette()
    await user.keyboard('dark{Enter}')
    expect(document.documentElement.dataset['theme']).toBe('dark')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { expanded: true }), 'compact{Enter}')
    expect(document.documentElement.dataset['density']).toBe('compact')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { expanded: true }), 'русский{Enter}')
    expect(await screen.findByRole('table', { name: 'Контакты' })).toBeDefined()
    delete document.documentElement.dataset['theme']
    delete document.documentElement.dataset['density']
  })

  it('wraps around with the arrow keys and closes on Escape and its shortcut', async () => {
    const { user } = await openPalette()
    const all = options()
    expect(active()).toBe(all[0])
    await user.keyboard('{ArrowUp}')
    expect(active()).toBe(all.at(-1))
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(active()).toBe(all[1])
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('combobox', { expanded: true })).toBeNull()
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox', { expanded: true })
    await user.keyboard('{Control>}k{/Control}')
    expect(screen.queryByRole('combobox', { expanded: true })).toBeNull()
  })

  it('opens by its button, returns the focus, and works by mouse', async () => {
    const { user } = await renderApp(list)
    await screen.findByRole('table')
    const button = screen.getByRole('button', { name: 'Commands and search' })
    await user.click(button)
    const box = await screen.findByRole('combobox', { expanded: true })
    expect(document.activeElement).toBe(box)
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(button)
    await user.click(button)
    await user.click(await screen.findByRole('option', { name: /^Keyboard shortcuts/ }))
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeDefined()
  })

  it('leads to the pages of the source', async () => {
    const { user, router } = await renderApp(list)
    await screen.findByRole('table')
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('dialog')
    await user.keyboard('jobs{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/main/jobs'))
  })

  it('opens by the same key on a Russian layout, and is available in Russian', async () => {
    await renderApp(list, { language: 'ru' })
    await screen.findByRole('table')
    fireEvent.keyDown(document.body, { key: 'л', code: 'KeyK', ctrlKey: true })
    const dialog = await screen.findByRole('dialog', { name: 'Команды и поиск' })
    const groups = within(dialog).getAllByRole('group')
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual([
      'Действия',
      'Разделы',
      'Источники',
      'Настройки',
    ])
  })
})
