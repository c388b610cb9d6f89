import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source.tsx'

export const peopleRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'people',
  component: lazyRouteComponent(() => import('./people-view.tsx'), 'PeopleRoute'),
})
