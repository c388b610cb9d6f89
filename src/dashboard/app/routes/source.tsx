import { createRoute, notFound, Outlet, redirect } from '@tanstack/react-router'
import { sourceQueries } from '#dashboard/features/sources/source-queries.ts'
import { rootRoute } from './root.tsx'

/** Everything of one source lies below its name; a name nobody configured is no page. */
export const sourceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$source',
  loader: async ({ context, params }) => {
    const { items } = await context.queryClient.query({
      ...sourceQueries.list(),
      staleTime: 'static',
    })
    const source = items.find(({ id }) => id === params.source)
    if (!source) throw notFound()
    return source
  },
  component: Outlet,
})

export const sourceHomeRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$source/contacts', params, replace: true })
  },
})
