import { screen } from '@testing-library/react'
import type { Language } from '#dashboard/lib/i18n.ts'
import { renderApp } from './render-app.tsx'
import { buildStack, type Stack } from './stack.ts'

const ada = {
  id: 5,
  name: 'Ada Lovelace',
  phones: ['+442079460000'],
  emails: ['ada@example.com'],
  tags: ['vip', 'press'],
  updated_at: 1_700_000_000,
}

/** An account with one contact, number 5. */
export function stackWithAda(): Stack {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact(ada)
  return stack
}

/** The form at an address, once it can be typed in. */
export async function openForm(url: string, stack: Stack, language: Language = 'en') {
  const app = await renderApp(url, { stack, language })
  await screen.findByLabelText(language === 'en' ? 'Full name' : 'Полное имя')
  return app
}

/** The writes the source has received. */
export const writesOf = ({ mock }: Stack) =>
  mock.received.all().filter(({ method }) => method !== 'GET')

/** Changes the contact behind the form's back. */
export async function changeByOthers({ proxy }: Stack, patch: object, source = 'main') {
  const answer = await proxy.inject({
    method: 'PATCH',
    url: `/api/sources/${source}/contacts`,
    headers: { origin: 'http://localhost:80' },
    payload: { items: [{ id: 5, ...patch }] },
  })
  if (answer.statusCode !== 200 || !answer.body.includes('changed')) throw new Error(answer.body)
}
