import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source-route.tsx'

type Asked = { page?: unknown; outcome?: unknown; panel?: unknown }

/** Only picked here; it is parsed where the page is, whose schemas would weigh on the first view. */
const picked = ({ page, outcome, panel }: Record<string, unknown>): Asked => ({
  page,
  outcome,
  panel,
})

const load = () => import('./jobs-view.tsx')

export const jobsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'jobs',
  validateSearch: picked,
  component: lazyRouteComponent(load, 'JobsRoute'),
})

export const jobRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'jobs/$job',
  validateSearch: picked,
  component: lazyRouteComponent(load, 'JobRoute'),
})
