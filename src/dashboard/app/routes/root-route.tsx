import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ErrorScreen } from '#dashboard/app/failures.tsx'
import { Shell } from '#dashboard/app/shell.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const NotFoundScreen = lazyPart(
  () => import('#dashboard/app/not-found-screen.tsx'),
  'NotFoundScreen',
)

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  loader: ({ context }) =>
    context.queryClient.query({ ...sourceQueries.list(), staleTime: 'static' }),
  component: Shell,
  errorComponent: ErrorScreen,
  notFoundComponent: () => (
    <Suspense>
      <NotFoundScreen />
    </Suspense>
  ),
})
