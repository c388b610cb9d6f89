import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { stackWithAda } from './form-screen.ts'
import { renderApp } from './render-app.tsx'
import type { Stack } from './stack.ts'

const page = '/main/contacts/5'
export const editButton = (label: string) => screen.findByRole('button', { name: `Edit: ${label}` })
export const box = (name: string | RegExp) => screen.getByRole('textbox', { name })
export async function openPage(stack: Stack = stackWithAda(), url = page) {
  const app = await renderApp(url, { stack })
  await editButton('Phone')
  return { ...app, stack }
}

/** Opens the editor of a value, also of an empty one. */
export async function openEditor(user: UserEvent, label: string) {
  if (!screen.queryByRole('button', { name: `Edit: ${label}` }))
    await user.click(await screen.findByRole('button', { name: /^Empty fields/ }))
  await user.click(await editButton(label))
  return within(await screen.findByRole('form', { name: label }))
}

export const saved = (label: string) => screen.findByText(`Saved: ${label}`)
export const fields = ({ mock }: Stack) => mock.store.contact(5)?.custom_fields_values ?? []

export type Fill = (user: UserEvent) => Promise<void>
export const type =
  (name: string, text: string): Fill =>
  async (user) => {
    await user.clear(box(name))
    await user.type(box(name), text)
  }
