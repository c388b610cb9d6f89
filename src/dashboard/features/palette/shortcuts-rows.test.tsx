import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { rowKeys } from './shortcuts-rows.ts'
import { renderApp } from '#testing/render-app.tsx'

async function open() {
  const app = await renderApp('/main/contacts?page=2')
  await screen.findByRole('table')
  return app
}
type App = Awaited<ReturnType<typeof open>>

const rows = () => [...document.querySelectorAll<HTMLElement>('tbody tr')]
const focusRow = (index: number) =>
  rows()[index]?.querySelector<HTMLElement>('[data-open]')?.focus()
const focusedRow = () => rows().indexOf(document.activeElement?.closest('tr') as HTMLElement)

type RowKey = (typeof rowKeys)[number]['name']
const inRow: Record<
  RowKey,
  (app: App, press: (index: number) => Promise<void>) => Promise<unknown>
> = {
  nextRow: async (_app, press) => {
    await press(1)
    expect(focusedRow()).toBe(21)
    await press(0)
    expect(focusedRow()).toBe(20)
  },
  cells: async (_app, press) => {
    const name = document.activeElement
    await press(1)
    expect(document.activeElement).not.toBe(name)
    await press(0)
    expect(document.activeElement).toBe(name)
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
