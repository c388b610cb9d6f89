import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { Language } from '#dashboard/lib/i18n.ts'
import { renderApp } from './render-app.tsx'
import type { Stack } from './stack.ts'

/** Opens the grid of a source and waits until it can be edited. */
export async function openGrid(
  stack: Stack,
  source = 'main',
  language: Language = 'en',
  path = 'contacts/batch',
) {
  localStorage.clear()
  const app = await renderApp(`/${source}/${path}`, { stack, language })
  await screen.findByRole('grid')
  return app
}

/** The cell of a row (from 1) in the column with this heading. */
export function cell(row: number, heading: string): HTMLElement {
  const headers = screen.getAllByRole('columnheader')
  const index = headers.findIndex(({ textContent }) => textContent === heading)
  const found = gridRow(row).children[index]
  if (!(found instanceof HTMLElement)) throw new Error(`no cell ${row} of ${heading}`)
  return found
}

export const gridRow = (row: number): HTMLElement => {
  const found = screen.getByRole('grid').querySelector<HTMLElement>(`[data-row="${row - 1}"]`)
  if (!found) throw new Error(`no row ${row}`)
  return found
}

/** Pastes as from a spreadsheet into the focused cell. */
export function pasteTable(lines: string[][]) {
  const text = lines.map((line) => line.join('\t')).join('\n')
  const clipboardData = { getData: () => text }
  fireEvent.paste(document.activeElement ?? document.body, { clipboardData })
}

export const selectCell = (target: HTMLElement) => {
  fireEvent.pointerDown(target, { button: 0 })
  return waitFor(() => {
    if (document.activeElement !== target) throw new Error('the cell has no focus')
  })
}

/** The issue of a cell as a screen reader announces it. */
export const issueOf = (target: HTMLElement): string | null => {
  const id = target.getAttribute('aria-describedby')
  return id === null
    ? null
    : (within(target).queryByText(/./, { selector: '.sr-only' })?.textContent ?? '')
}
