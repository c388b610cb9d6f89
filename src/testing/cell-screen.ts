import { screen, waitFor } from '@testing-library/react'
import { renderApp } from './render-app.tsx'
import { buildStack, type Stack } from './stack.ts'

/** A stack with a few contacts, IDs 1 to `count`, of which the last one was changed last. */
export function stackOfContacts(count = 3): Stack {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id,
      name: `Person ${id}`,
      phones: [`+44207946000${id}`],
      emails: [`person${id}@example.com`],
      updated_at: 1_700_000_000 + id,
    })
  return stack
}

/** The list, once its cells can be edited. */
export async function openCells(stack: Stack = stackOfContacts(), url = '/main/contacts?sort=id') {
  const app = await renderApp(url, { stack })
  await screen.findByRole('link', { name: 'Person 1' })
  await waitFor(() => {
    if (!document.querySelector('.contacts-table[data-cells]')) throw new Error('not loaded')
  })
  return { ...app, stack }
}

/** The element of a cell. */
export function cell(id: number, column: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(
    `.contacts-row[data-id="${id}"] > [data-column="${column}"]`,
  )
  if (!found) throw new Error(`No cell ${column} of ${id}`)
  return found
}

/** Focuses the row of a contact, in row mode. */
export const focusRow = (id: number) =>
  document.querySelector<HTMLElement>(`[data-open="${id}"]`)?.focus()

/** The cell with the focus, as `id/column`. */
export function focusedCell(): string {
  const focused = document.activeElement
  return `${focused?.parentElement?.getAttribute('data-id')}/${focused?.getAttribute('data-column')}`
}
