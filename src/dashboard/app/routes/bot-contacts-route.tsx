import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { sourceRoute } from './source-route.tsx'

export const botContactsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'people',
  component: lazyRouteComponent(() => import('./bot-contacts-view.tsx'), 'BotContactsRoute'),
})
