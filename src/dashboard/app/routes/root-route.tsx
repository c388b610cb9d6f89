import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ErrorScreen } from '#dashboard/app/failures.tsx'
import { Shell } from '#dashboard/app/shell.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { loadModule } from '#dashboard/lib/load-module.ts'
import { readPreference } from '#dashboard/lib/preferences.ts'

const NotFoundScreen = lazyPart(
  () => import('#dashboard/app/not-found-screen.tsx'),
  'NotFoundScreen',
)

const SignInView = lazyPart(() => import('#dashboard/app/sign-in-view.tsx'), 'SignInView')

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  // Before routes below read what is stored.
  beforeLoad: () => (isOwnStorage ? undefined : claimStorage()),
  loader: ({ context }) => mayEnter(context.queryClient),
  component: RootPage,
  errorComponent: ErrorScreen,
  notFoundComponent: () => (
    <Suspense>
      <NotFoundScreen />
    </Suspense>
  ),
})

let isOwnStorage = false

/** Once for each start of the page: what is stored may be somebody else's, and is not shown then. */
async function claimStorage(): Promise<void> {
  if (readPreference('kartoteka.unsure'))
    await (await loadModule(() => import('#dashboard/lib/person-storage.ts'))).claimAtStart()
  isOwnStorage = true
}

/** Whether the pages may be shown: not before somebody has signed in, which is no failure. */
async function mayEnter(client: QueryClient): Promise<boolean> {
  try {
    await client.query({ ...sourceQueries.list(), staleTime: 'static' })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'unauthenticated') return false
    throw error
  }
}

/** While nobody is signed in, signing in is shown at every address instead of its page. */
function RootPage() {
  const isEntered = rootRoute.useLoaderData()
  if (isEntered) return <Shell />
  return (
    <Suspense>
      <SignInView />
    </Suspense>
  )
}
