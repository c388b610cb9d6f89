import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cellKeys, goKeys, rowKeys } from './shortcuts-rows.ts'
import { renderApp } from '#testing/render-app.tsx'

async function open() {
  const app = await renderApp('/main/contacts?page=2')
  await waitFor(() => {
    if (!document.querySelector('.contacts-table[data-cells]')) throw new Error('not loaded')
  })
  return app
}
type App = Awaited<ReturnType<typeof open>>

const rows = () => [...document.querySelectorAll<HTMLElement>('tbody tr')]
const focusRow = (index: number) =>
  rows()[index]?.querySelector<HTMLElement>('[data-open]')?.focus()
const focusedRow = () => rows().indexOf(document.activeElement?.closest('tr') as HTMLElement)

const focusedColumn = () => document.activeElement?.getAttribute('data-column')

type RowKey = (typeof rowKeys)[number]['name']
const inRow: Record<
  RowKey,
  (app: App, press: (index: number) => Promise<void>) => Promise<unknown>
> = {
  nextRow: async (_app, press) => {
    for (const [index, row] of [
      [1, 21],
      [3, 22],
      [2, 21],
      [0, 20],
    ] as const) {
      await press(index)
      expect(focusedRow()).toBe(row)
    }
  },
  cells: async (_app, press) => {
    await press(0)
    expect(focusedColumn()).toBe('name')
    focusRow(20)
    await press(1)
    expect(focusedColumn()).toBe('phones')
  },
  edit: async (app, press) => {
    await press(0)
    await waitFor(() => expect(app.router.state.location.pathname).toMatch(/contacts\/\d+\/edit$/))
  },
  responsible: async (_app, press) => {
    await press(0)
    expect((await screen.findAllByRole('dialog', { name: 'Responsible' })).length).toBeGreaterThan(
      0,
    )
  },
  tags: async (_app, press) => {
    await press(0)
    expect((await screen.findAllByRole('dialog', { name: 'Tags' })).length).toBeGreaterThan(0)
  },
  menu: async (_app, press) => {
    await press(0)
    expect(await screen.findByRole('menu')).toBeDefined()
  },
  ends: async (_app, press) => {
    await press(0)
    expect(focusedRow()).toBe(0)
    await press(1)
    expect(focusedRow()).toBe(49)
  },
  tenRows: async (_app, press) => {
    await press(1)
    expect(focusedRow()).toBe(30)
    await press(0)
    expect(focusedRow()).toBe(20)
  },
  select: async (_app, press) => {
    await press(0)
    expect(await screen.findByText('1 contact selected')).toBeDefined()
  },
  extend: async (_app, press) => {
    await press(1)
    await press(1)
    expect(await screen.findByText('3 contacts selected')).toBeDefined()
  },
  panel: async (app, press) => {
    await press(0)
    await waitFor(() => expect(app.router.state.location.searchStr).toContain('panel='))
  },
  open: async (app, press) => {
    await press(0)
    await waitFor(() => expect(app.router.state.location.pathname).toMatch(/contacts\/\d+$/))
  },
  closePanel: async (app, press) => {
    await app.user.keyboard(' ')
    await screen.findByRole('complementary')
    expect(app.router.state.location.searchStr).toContain('panel=')
    await press(0)
    await waitFor(() => expect(app.router.state.location.searchStr).not.toContain('panel='))
  },
}
type CellKey = (typeof cellKeys)[number]['name']
/** From the name of row 20 in cell mode. */
const inCell: Record<
  CellKey,
  (app: App, press: (index: number) => Promise<void>) => Promise<unknown>
> = {
  move: async (_app, press) => {
    for (const index of [1, 3]) await press(index)
    expect([focusedRow(), focusedColumn()]).toEqual([21, 'phones'])
    for (const index of [0, 2]) await press(index)
    expect([focusedRow(), focusedColumn()]).toEqual([20, 'name'])
  },
  editCell: async (_app, press) => {
    await press(0)
    expect(await screen.findByRole('textbox', { name: 'Name' })).toBeDefined()
  },
  nextCell: async (_app, press) => {
    await press(0)
    expect([focusedRow(), focusedColumn()]).toEqual([20, 'phones'])
  },
  block: async (_app, press) => {
    for (const index of [1, 1, 0]) await press(index)
    expect(document.querySelectorAll('[data-block]')).toHaveLength(2)
  },
  clear: async (_app, press) => {
    await press(0)
    await waitFor(() => expect(focusedCellText()).toContain('No name'))
  },
  follow: async (app, press) => {
    await press(0)
    await waitFor(() => expect(app.router.state.location.pathname).toMatch(/contacts\/\d+$/))
  },
  undo: async ({ user }, press) => {
    const name = focusedCellText()
    await user.keyboard('Ada King{Enter}{ArrowDown}')
    await screen.findByText(/^Saved: Name/)
    await press(0)
    await screen.findByText('Change undone.')
    await waitFor(() => expect(rows()[20]?.textContent).toContain(name))
  },
  leave: async (_app, press) => {
    await press(0)
    expect(document.activeElement?.matches('[data-open]')).toBe(true)
  },
}
const focusedCellText = () => document.activeElement?.textContent ?? ''

const strokes: Record<string, string> = {
  '↑': '{ArrowUp}',
  '↓': '{ArrowDown}',
  '←': '{ArrowLeft}',
  '→': '{ArrowRight}',
  'Shift+↑': '{Shift>}{ArrowUp}{/Shift}',
  'Shift+↓': '{Shift>}{ArrowDown}{/Shift}',
  Space: ' ',
  Esc: '{Escape}',
  x: 'x',
  j: 'j',
  k: 'k',
  'Ctrl+Enter': '{Control>}{Enter}{/Control}',
  'Ctrl+Z': '{Control>}z{/Control}',
  e: 'e',
  a: 'a',
  t: 't',
  m: 'm',
}

describe('a row of the list handles', () => {
  it.each(rowKeys.map(({ name, keys }) => [name, keys] as const))('%s: %s', async (name, keys) => {
    expect.hasAssertions()
    const app = await open()
    focusRow(20)
    await inRow[name](app, (index) => {
      const key = keys[index] ?? keys[0]
      return app.user.keyboard(strokes[key] ?? `{${key}}`)
    })
  })
})

describe('a cell of the list handles', () => {
  it.each(cellKeys.map(({ name, keys }) => [name, keys] as const))('%s: %s', async (name, keys) => {
    expect.hasAssertions()
    const app = await open()
    focusRow(20)
    await app.user.keyboard('{F2}')
    await inCell[name](app, (index) => {
      const key = keys[index] ?? keys[0]
      return app.user.keyboard(strokes[key] ?? `{${key}}`)
    })
  })
})

it.each(goKeys.map(({ name, keys: [keys] }) => [keys, name] as const))(
  '%s leads to the %s',
  async (keys, name) => {
    const { user, router } = await open()
    await screen.findByRole('button', { name: 'Collapse menu' })
    await user.keyboard(keys.toLowerCase().replace(' ', ''))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/main/${name}`))
  },
)

it('letters that are typed, and letters after G that mean nothing, lead nowhere', async () => {
  const { user, router } = await open()
  await screen.findByRole('button', { name: 'Collapse menu' })
  focusRow(20)
  await user.keyboard('{F2}gj')
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'gj')
  await user.keyboard('{Escape}{Escape}gvj{Escape}')
  await user.type(screen.getByRole('searchbox'), 'gj')
  expect(router.state.location.pathname).toBe('/main/contacts')
})
