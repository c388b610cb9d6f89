import { screen } from '@testing-library/react'
import type { Change } from '#contract/model/change.ts'
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

/** A stack with one contact, ID 5. */
export function stackWithAda(): Stack {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact(ada)
  return stack
}

/** Opens the form at a URL and waits until it can be edited. */
export async function openForm(url: string, stack: Stack, language: Language = 'en') {
  const app = await renderApp(url, { stack, language })
  await screen.findByLabelText(language === 'en' ? 'Full name' : 'Полное имя')
  return app
}

/** The write requests that the source has received. */
export const writesOf = ({ mock }: Stack) =>
  mock.received.all().filter(({ method }) => method !== 'GET')

/** Changes the contact as another user would. */
export async function changeByOthers({ proxy }: Stack, changes: Change[], source = 'main') {
  const response = await proxy.inject({
    method: 'PATCH',
    url: `/api/sources/${source}/contacts`,
    headers: { origin: 'http://localhost:80' },
    payload: { items: [{ id: 5, changes }] },
  })
  if (response.statusCode !== 200 || !response.body.includes('changed'))
    throw new Error(response.body)
}
