import { createRoute, notFound, redirect } from '@tanstack/react-router'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { rootRoute } from './root-route.tsx'

/** The first source is the one to open. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: async ({ context }) => {
    const { items } = await context.queryClient.query({
      ...sourceQueries.list(),
      staleTime: 'static',
    })
    const [first] = items
    if (!first) throw notFound()
    throw redirect({ to: '/$source', params: { source: first.id }, replace: true })
  },
})
