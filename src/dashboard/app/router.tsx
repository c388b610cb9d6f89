import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRouter, type RouterHistory } from '@tanstack/react-router'
import type { i18n } from 'i18next'
import { I18nextProvider } from 'react-i18next'
import { parseSearch, stringifySearch } from '#dashboard/lib/search-text.ts'
import { editContactRoute, newContactRoute } from './routes/contact-form.tsx'
import { batchEditRoute } from './routes/batch-edit.tsx'
import { contactGridRoute } from './routes/contact-grid.tsx'
import { contactRoute } from './routes/contact.tsx'
import { contactsRoute } from './routes/contacts.tsx'
import { homeRoute } from './routes/home.tsx'
import { jobRoute, jobsRoute } from './routes/jobs.tsx'
import { chatsRoute } from './routes/chats.tsx'
import { overviewRoute } from './routes/overview.tsx'
import { peopleRoute } from './routes/people.tsx'
import { rootRoute } from './routes/root.tsx'
import { sourceHomeRoute, sourceRoute } from './routes/source.tsx'

type Options = { queryClient: QueryClient; i18n: i18n; history?: RouterHistory }

export function buildRouter({ queryClient, i18n, history }: Options) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      sourceRoute.addChildren([
        sourceHomeRoute,
        overviewRoute,
        contactsRoute,
        batchEditRoute,
        contactRoute,
        newContactRoute,
        contactGridRoute,
        editContactRoute,
        jobsRoute,
        jobRoute,
        chatsRoute,
        peopleRoute,
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
    /** Set on the way from the list to a contact: one step back is the list as it was. */
    isFromList?: boolean
  }
}
