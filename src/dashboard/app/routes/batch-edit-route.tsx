import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source-route.tsx'

export const batchEditRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/edit',
  component: lazyRouteComponent(() => import('./batch-edit-view.tsx'), 'BatchEditRoute'),
})
