import type { Role } from '#contract/api/roles.ts'
import type { Language } from '#dashboard/lib/i18n.ts'
import { openPeopleHarness, type TestBrowser } from './people-harness.ts'
import { renderApp } from './render-app.tsx'

/** The `fetch` of a browser with cookies, which keeps those of answers. */
export function fetchOf(browser: TestBrowser): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(
      input instanceof Request ? input.url : input,
      'http://test',
    )
    const method = init?.method ?? 'GET'
    const payload: object | undefined =
      typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    const answer = await browser.ask(known(method), pathname + search, {
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(payload && { payload }),
    })
    init?.signal?.throwIfAborted()
    const isEmpty = answer.statusCode === 204
    return new Response(isEmpty ? null : answer.body, {
      status: answer.statusCode,
      headers: { 'content-type': 'application/json' },
    })
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const known = (name: string) => methods.find((method) => method === name) ?? 'GET'

type Options = {
  language?: Language
  contacts?: number
  harness?: ReturnType<typeof openPeopleHarness>
}

/** The dashboard of somebody with a role; `null`: of somebody who has not signed in. */
export async function renderAs(
  roles: Role | Record<string, Role> | null,
  url: string,
  { language, contacts = 3, harness = openPeopleHarness({ contacts }) }: Options = {},
) {
  await harness.register('root@example.com', 'admin')
  if (roles !== null) await harness.register('ada@example.com', roles)
  const browser = roles === null ? harness.openBrowser() : await harness.signedIn('ada@example.com')
  const stack = { ...harness, fetch: fetchOf(browser) }
  const app = await renderApp(url, { stack, ...(language && { language }) })
  return { ...app, ...harness, browser }
}
