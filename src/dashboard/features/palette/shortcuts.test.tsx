import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { commandKeys, currentCommands, type CommandId } from '#dashboard/lib/commands.ts'
import { cellKeys, goKeys, rowKeys } from './shortcuts-rows.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const url = '/main/contacts?page=2'

async function open(options: Parameters<typeof renderApp>[1] & { at?: string } = {}) {
  const app = await renderApp(options.at ?? url, options)
  await screen.findByRole('table')
  return app
}
type App = Awaited<ReturnType<typeof open>>

const page = (app: App, text: string) =>
  waitFor(() => {
    expect(app.router.state.location.searchStr).toBe(text)
    return true
  })

/** The expected result of each command that has a key, on page 2 of 3. */
const seen: Partial<Record<CommandId, (app: App) => Promise<unknown>>> = {
  palette: () => screen.findByRole('dialog', { name: 'Commands and search' }),
  sheet: () => screen.findByRole('dialog', { name: 'Keyboard shortcuts' }),
  search: async () => document.activeElement === screen.getByRole('searchbox'),
  rows: async () => document.activeElement?.matches('[data-open][tabindex="0"]'),
  addFilter: () => screen.findByRole('dialog', { name: 'Filter' }),
  views: () => screen.findByRole('dialog', { name: 'Views' }),
  columns: () => screen.findByRole('dialog', { name: 'Columns' }),
  nextPage: (app) => page(app, '?page=3'),
  previousPage: (app) => page(app, ''),
}

const pairs = (Object.keys(commandKeys) as CommandId[]).flatMap((id) =>
  commandKeys[id].map((key: string) => [id, key] as const),
)

/** Returns to page 2 without selection, open layers or focus. */
async function restoreAll(app: App) {
  await app.user.keyboard('{Escape}')
  const clear = screen.queryByRole('button', { name: 'Clear selection' })
  if (clear) await app.user.click(clear)
  await act(() => app.router.navigate({ href: url }))
  await screen.findByText(/^Page 2 /)
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

describe('every key of the list of commands', () => {
  it('runs its command', async () => {
    const app = await open()
    for (const [id, key] of pairs) {
      const ctrlKey = key.startsWith('Mod+')
      fireEvent.keyDown(document.body, { key: key.replace('Mod+', ''), ctrlKey })
      expect([key, Boolean(await seen[id]?.(app))]).toEqual([key, true])
      await restoreAll(app)
    }
  })
})

describe('the sheet', () => {
  it('shows every key that works here, and no other', async () => {
    const { user } = await open()
    await user.keyboard('?')
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
    const shown = [...sheet.querySelectorAll('dd')].map((dd) =>
      [...dd.querySelectorAll('kbd')].map((cap) => cap.textContent),
    )
    const caps = 'Ctrl K · ? · G L · G C · G J · G O · / · ↓,J · F · V · C · N,] · P,['
    const more =
      '↑,↓,K,J · Home,End · PageUp,PageDown · X · Shift+↑,Shift+↓ · Space · Enter · Esc · E · A · T · M · F2,→'
    const cells = '↑,↓,←,→ · Enter · Tab · Shift+↑,Shift+↓ · Delete · Ctrl+Enter · Ctrl+Z · Esc'
    expect(shown.map(String).join(' · ')).toBe(`${caps} · ${more} · ${cells}`)
    const works = currentCommands().filter(({ id }) => commandKeys[id].length > 0)
    expect(works).toHaveLength(shown.length - rowKeys.length - cellKeys.length - goKeys.length)
  })

  it('shows only what works on a contact’s page', async () => {
    const stack = buildStack({ contacts: 0 })
    const { id } = stack.mock.store.addContact({ name: 'Ada' })
    const { user } = await renderApp(`/main/contacts/${id}`, { stack })
    await screen.findByRole('heading', { level: 1, name: 'Ada' })
    await user.keyboard('n?')
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
    expect(sheet.querySelectorAll('dd')).toHaveLength(2 + goKeys.length)
  })

  it('disables single-key shortcuts permanently, but not Ctrl K and row keys', async () => {
    const { user, router, unmount } = await open()
    await user.keyboard('?')
    await user.click(await screen.findByRole('checkbox', { name: 'Single-key shortcuts' }))
    await user.keyboard('{Escape}n')
    expect(router.state.location.searchStr).toBe('?page=2')
    unmount()
    const again = await open()
    await again.user.keyboard('n?')
    expect(again.router.state.location.searchStr).toBe('?page=2')
    expect(screen.queryByRole('dialog')).toBeNull()
    document.querySelector<HTMLElement>('[data-open]')?.focus()
    await again.user.keyboard('x')
    expect(await screen.findByText('1 contact selected')).toBeDefined()
    await again.user.keyboard('{Control>}k{/Control}')
    await again.user.type(
      await screen.findByRole('combobox', { expanded: true }),
      'shortcuts{Enter}',
    )
    const box = await screen.findByRole('checkbox', { name: 'Single-key shortcuts' })
    await again.user.click(box)
    await again.user.keyboard('{Escape}/')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
  })

  it('is written in Russian', async () => {
    const { user } = await open({ language: 'ru' })
    await user.keyboard('?')
    const sheet = await screen.findByRole('dialog', { name: 'Сочетания клавиш' })
    for (const words of ['Следующая страница', 'Выбрать строку', 'Добавить фильтр'])
      expect(within(sheet).getByText(words)).toBeDefined()
  })
})

describe('a letter', () => {
  it('is not a shortcut in inputs or with a modifier', async () => {
    const { user, router } = await open()
    await user.type(screen.getByRole('searchbox'), 'n/?')
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('n/?')
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(router.state.location.searchStr).toContain('search='))
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
      fireEvent.keyDown(document.body, { key: 'e', code: 'KeyE', [modifier]: true })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is handled by the layer that is open above the list', async () => {
    const { user, router } = await open()
    await user.keyboard('c')
    const panel = await screen.findByRole('dialog', { name: 'Columns' })
    fireEvent.keyDown(panel, { key: 'n', code: 'KeyN' })
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await screen.findByRole('dialog', { name: 'Export all contacts' })
    await user.keyboard('n{Control>}k{/Control}')
    expect(router.state.location.searchStr).toBe('?page=2')
    expect(screen.queryByRole('combobox', { expanded: true })).toBeNull()
  })

  it('does nothing if it is not applicable', async () => {
    const { user, router } = await open({ at: '/main/contacts?page=3' })
    await user.keyboard('n')
    expect(router.state.location.searchStr).toBe('?page=3')
  })
})
