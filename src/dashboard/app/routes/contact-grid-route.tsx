import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source-route.tsx'

export const contactGridRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'contacts/batch',
  /** `ids` of contacts to edit row by row; without them there are new ones. */
  validateSearch: ({ ids }: Record<string, unknown>): { ids?: string } =>
    typeof ids === 'string' && /^[1-9]\d{0,15}(,[1-9]\d{0,15}){0,249}$/.test(ids) ? { ids } : {},
  component: lazyRouteComponent(() => import('./contact-grid-view.tsx'), 'ContactGridScreen'),
})
