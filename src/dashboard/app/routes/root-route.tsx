import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { ErrorScreen } from '#dashboard/app/failures.tsx'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { Shell } from '#dashboard/app/shell.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  loader: ({ context }) =>
    context.queryClient.query({ ...sourceQueries.list(), staleTime: 'static' }),
  component: Shell,
  errorComponent: ErrorScreen,
  notFoundComponent: NotFoundScreen,
})
