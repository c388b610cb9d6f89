import {
  createRoute,
  lazyRouteComponent,
  notFound,
  redirect,
  stripSearchParams,
} from '@tanstack/react-router'
import * as z from 'zod/mini'
import { addressReader, plainAddress } from '#dashboard/domain/address-search.ts'
import { contactSearch, contactSearchDefaults } from '#dashboard/features/contact/contact-search.ts'
import { newContactSearch } from '#dashboard/features/contact/new-contact-search.ts'
import { loadModule } from '#dashboard/lib/load-module.ts'
import { rootRoute } from './root-route.tsx'
import { sourceRoute } from './source-route.tsx'

/**
 * Definitions of the routes whose pages are loaded when they are opened. Each page is in the view
 * that its route imports.
 */
export const overviewRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'overview',
  validateSearch: plainAddress,
  component: lazyRouteComponent(
    () => loadModule(() => import('./overview-view.tsx')),
    'OverviewRoute',
  ),
})

/** All sources together; none has the ID "sources". */
export const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: plainAddress,
  component: lazyRouteComponent(
    () => loadModule(() => import('./sources-view.tsx')),
    'SourcesRoute',
  ),
})

type RawAuditSearch = Partial<Record<AuditParameter, unknown>>
type AuditParameter =
  | 'days'
  | 'from'
  | 'to'
  | 'person'
  | 'action'
  | 'outcome'
  | 'source'
  | 'contact'
  | 'job'

/** Who did what, of all sources together; its search is parsed by the page, as that of jobs is. */
export const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: (search: RawAuditSearch): RawAuditSearch => search,
  component: lazyRouteComponent(
    () => loadModule(() => import('./audit-log-view.tsx')),
    'AuditRoute',
  ),
})

const signInView = () => loadModule(() => import('#dashboard/app/sign-in-view.tsx'))

/** Where a provider's sign-in returns to if it did not succeed; others sign in at any address. */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: lazyRouteComponent(signInView, 'SignedInRoute'),
})

/** A one-time link; its secret is behind the `#`. */
export const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/link',
  component: lazyRouteComponent(signInView, 'SignInView'),
})

/** One's own account: password, sessions and keys. */
export const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  validateSearch: plainAddress,
  component: lazyRouteComponent(
    () => loadModule(() => import('./account-view.tsx')),
    'AccountRoute',
  ),
})

/** Who may use this installation, for admins. */
export const usersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users',
  validateSearch: plainAddress,
  component: lazyRouteComponent(() => loadModule(() => import('./users-view.tsx')), 'UsersRoute'),
})

/** The contact ID in the path of its page; anything else is not found. */
function loadId({ params }: { params: { id: string } }): number {
  if (!/^[1-9]\d{0,15}$/.test(params.id)) throw notFound()
  return Number(params.id)
}

export const contactRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/$id',
  validateSearch: addressReader(contactSearch),
  search: { middlewares: [stripSearchParams(contactSearchDefaults)] },
  loader: loadId,
  component: lazyRouteComponent(
    () => loadModule(() => import('./contact-view.tsx')),
    'ContactRoute',
  ),
})

export const companyRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'companies/$id',
  validateSearch: plainAddress,
  loader: loadId,
  component: lazyRouteComponent(
    () => loadModule(() => import('./company-view.tsx')),
    'CompanyRoute',
  ),
})

const contactFormView = () => loadModule(() => import('./contact-form-view.tsx'))

export const newContactRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/new',
  validateSearch: addressReader(newContactSearch),
  component: lazyRouteComponent(contactFormView, 'NewContactRoute'),
})

export const editContactRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/$id/edit',
  validateSearch: plainAddress,
  loader: loadId,
  component: lazyRouteComponent(contactFormView, 'EditContactRoute'),
})

export const contactGridRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/batch',
  /** `ids` of contacts to edit row by row; without them the grid contains new contacts. */
  validateSearch: addressReader(
    z.object({
      ids: z.optional(z.string().check(z.regex(/^[1-9]\d{0,15}(,[1-9]\d{0,15}){0,249}$/))),
    }),
  ),
  component: lazyRouteComponent(
    () => loadModule(() => import('./contact-grid-view.tsx')),
    'ContactGridRoute',
  ),
})

export const batchEditRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/edit',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$source/contacts', params, replace: true })
  },
})

const chatsDefaults = { tab: 'lookUp' } as const

export const chatsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'chats',
  validateSearch: addressReader(
    z.object({ tab: z._default(z.enum(['lookUp', 'link']), chatsDefaults.tab) }),
  ),
  search: { middlewares: [stripSearchParams(chatsDefaults)] },
  component: lazyRouteComponent(() => loadModule(() => import('./chats-view.tsx')), 'ChatsRoute'),
})

export const botContactsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'bot-contacts',
  validateSearch: plainAddress,
  component: lazyRouteComponent(
    () => loadModule(() => import('./bot-contacts-view.tsx')),
    'BotContactsRoute',
  ),
})

/** The URL of bot contacts in 0.1.0, which users may have bookmarked. */
export const formerBotContactsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'people',
  beforeLoad: ({ params }) => {
    throw redirect({ to: botContactsRoute.to, params, replace: true })
  },
})

type RawJobSearch = { page?: unknown; outcome?: unknown; panel?: unknown }

/** Parsed by the page, because its schemas would enlarge the first view. */
const rawJobSearch = (search: RawJobSearch): RawJobSearch => search

const jobsView = () => loadModule(() => import('./jobs-view.tsx'))

export const jobsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'jobs',
  validateSearch: rawJobSearch,
  component: lazyRouteComponent(jobsView, 'JobsRoute'),
})

export const jobRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'jobs/$job',
  validateSearch: rawJobSearch,
  component: lazyRouteComponent(jobsView, 'JobRoute'),
})

/** Every part of the interface in its states; removed from production builds. */
export const demoRoutes =
  import.meta.env.MODE === 'demo'
    ? [
        createRoute({
          getParentRoute: () => rootRoute,
          path: 'catalogue',
          component: lazyRouteComponent(
            () => loadModule(() => import('./catalogue-view.tsx')),
            'CatalogueRoute',
          ),
        }),
      ]
    : []
