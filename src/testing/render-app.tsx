import { createMemoryHistory, RouterProvider, type RouterHistory } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { vi } from 'vitest'
import { buildQueryClient } from '#dashboard/app/query-client.ts'
import { buildRouter } from '#dashboard/app/router.tsx'
import { startI18n, type Language } from '#dashboard/lib/i18n.ts'
import { buildStack, type Stack } from './stack.ts'

type Options = {
  stack?: Stack
  language?: Language
  /** Replaces the default history in memory. */
  history?: RouterHistory
}

/** The complete dashboard at a URL, with mock and proxy in this process. */
export async function renderApp(url: string, options: Options = {}) {
  const { stack, language = 'en', history } = options
  const joined = stack ?? buildStack()
  vi.stubGlobal('fetch', joined.fetch)
  const client = buildQueryClient()
  const router = buildRouter({
    queryClient: client,
    i18n: await startI18n(language),
    history: history ?? createMemoryHistory({ initialEntries: [url] }),
  })
  const user = userEvent.setup()
  return { ...render(<RouterProvider router={router} />), ...joined, router, client, user }
}
