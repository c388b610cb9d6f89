import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { sourceRoute } from './source-route.tsx'

const screens = () => import('./contact-form-view.tsx')

export const newContactRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/new',
  component: lazyRouteComponent(screens, 'NewContactScreen'),
})

export const editContactRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/$id/edit',
  loader: ({ params }) => {
    if (!/^[1-9]\d{0,15}$/.test(params.id)) throw notFound()
    return Number(params.id)
  },
  component: lazyRouteComponent(screens, 'EditContactScreen'),
})
