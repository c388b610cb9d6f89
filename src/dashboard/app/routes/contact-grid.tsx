import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source.tsx'

export const contactGridRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/batch',
  component: lazyRouteComponent(
    () => import('#dashboard/app/contact-grid-screen.tsx'),
    'ContactGridScreen',
  ),
})
