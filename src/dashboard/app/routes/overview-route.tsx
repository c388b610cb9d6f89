import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source-route.tsx'

export const overviewRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'overview',
  component: lazyRouteComponent(() => import('./overview-view.tsx'), 'OverviewRoute'),
})
