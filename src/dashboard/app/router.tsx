import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRouter, type RouterHistory } from '@tanstack/react-router'
import type { i18n } from 'i18next'
import { I18nextProvider } from 'react-i18next'
import { contactsRoute } from '#dashboard/app/routes/contacts-route.tsx'
import {
  accountRoute,
  auditRoute,
  batchEditRoute,
  botContactsRoute,
  chatsRoute,
  companyRoute,
  contactGridRoute,
  contactRoute,
  demoRoutes,
  editContactRoute,
  formerBotContactsRoute,
  jobRoute,
  jobsRoute,
  linkRoute,
  newContactRoute,
  overviewRoute,
  signInRoute,
  sourcesRoute,
  usersRoute,
} from '#dashboard/app/routes/lazy-routes.ts'
import { rootRoute } from '#dashboard/app/routes/root-route.tsx'
import { homeRoute, sourceHomeRoute, sourceRoute } from '#dashboard/app/routes/source-route.tsx'
import { parseSearch, stringifySearch } from '#dashboard/domain/search-text.ts'

type Options = { queryClient: QueryClient; i18n: i18n; history?: RouterHistory }

export function buildRouter({ queryClient, i18n, history }: Options) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      ...demoRoutes,
      sourcesRoute,
      auditRoute,
      signInRoute,
      linkRoute,
      accountRoute,
      usersRoute,
      sourceRoute.addChildren([
        sourceHomeRoute,
        overviewRoute,
        contactsRoute,
        batchEditRoute,
        contactRoute,
        companyRoute,
        newContactRoute,
        contactGridRoute,
        editContactRoute,
        jobsRoute,
        jobRoute,
        chatsRoute,
        botContactsRoute,
        formerBotContactsRoute,
      ]),
    ]),
    context: { queryClient },
    ...(history && { history }),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreloadStaleTime: 0,
    Wrap: ({ children }) => (
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </I18nextProvider>
    ),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof buildRouter>
  }
  interface HistoryState {
    /** Set on navigation from the list: the index of the history entry with the list. */
    listEntry?: number
    /** The previous entry showed the list without the panel. */
    isPanelEntry?: boolean
  }
}
