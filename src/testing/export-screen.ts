import { screen, within } from '@testing-library/react'
import { renderApp } from './render-app.tsx'
import { buildStack, type Stack } from './stack.ts'

/** A stack with `count` contacts named `Person 1` and so on, whose IDs start at `firstId`. */
export function stackOf(count: number, firstId = 1): Stack {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id: id + firstId - 1,
      name: `Person ${id}`,
      updated_at: 1_700_000_000 + id,
    })
  return stack
}

/** The list with its export dialog open. */
export async function openExport(options: { stack: Stack; url?: string; language?: 'en' | 'ru' }) {
  const app = await renderApp(options.url ?? '/main/contacts', options)
  const russian = options.language === 'ru'
  await screen.findByRole('table')
  await app.user.click(screen.getByRole('button', { name: russian ? 'Выгрузить' : 'Export' }))
  const dialog = await screen.findByRole('dialog')
  const start = () =>
    app.user.click(within(dialog).getByRole('button', { name: russian ? 'Выгрузить' : 'Export' }))
  return { ...app, dialog, begin: start }
}
