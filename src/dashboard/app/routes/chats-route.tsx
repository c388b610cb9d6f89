import { createRoute, lazyRouteComponent, stripSearchParams } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { sourceRoute } from './source-route.tsx'

export const chatTab = z.enum(['lookUp', 'link'])
const defaults = { tab: 'lookUp' } as const

export const chatsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: 'chats',
  validateSearch: z.object({ tab: z.catch(chatTab, defaults.tab) }),
  search: { middlewares: [stripSearchParams(defaults)] },
  component: lazyRouteComponent(() => import('./chats-view.tsx'), 'ChatsRoute'),
})
