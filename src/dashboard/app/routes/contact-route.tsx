import {
  createRoute,
  lazyRouteComponent,
  notFound,
  stripSearchParams,
} from '@tanstack/react-router'
import { contactSearch, contactSearchDefaults } from '#dashboard/features/contact/contact-search.ts'
import { sourceRoute } from './source-route.tsx'

export const contactRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/$id',
  validateSearch: contactSearch,
  search: { middlewares: [stripSearchParams(contactSearchDefaults)] },
  loader: ({ params }) => {
    if (!/^[1-9]\d{0,15}$/.test(params.id)) throw notFound()
    return Number(params.id)
  },
  component: lazyRouteComponent(() => import('./contact-view.tsx'), 'ContactRoute'),
})
