import type { QueryClient } from '@tanstack/react-query'
import { createRoute, notFound, Outlet, redirect, useMatches } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ErrorScreen } from '#dashboard/app/failures.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { useNotices } from '#dashboard/lib/notices.ts'
import { rootRoute } from './root-route.tsx'

export const AddressProblem = lazyPart(
  () => import('#dashboard/app/address-problem.tsx'),
  'AddressProblem',
)

const PageNotices = lazyPart(() => import('#dashboard/app/page-notices.tsx'), 'PageNotices')

/** Opens the first source. */
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

/** All pages of a source are below its id; an id that is not configured is not found. */
export const sourceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$source',
  loader: ({ context, params }) => findSource(context.queryClient, params.source),
  component: SourcePage,
  // The frame around the page remains.
  errorComponent: ErrorScreen,
})

/** A page whose URL is invalid shows nothing, because a missing filter would mean "everything". */
function SourcePage() {
  const notUnderstood = useMatches({
    select: (matches) => {
      const search = matches.at(-1)?.search
      return search && 'notUnderstood' in search ? search.notUnderstood : undefined
    },
  })
  const notices = useNotices()
  return (
    <>
      {notices.length > 0 && (
        <Suspense>
          <PageNotices notices={notices} />
        </Suspense>
      )}
      {notUnderstood ? (
        <Suspense>
          <AddressProblem parts={notUnderstood} />
        </Suspense>
      ) : (
        <Outlet />
      )}
    </>
  )
}

/** A source opens with its overview if it has one, otherwise with its contacts. */
export const sourceHomeRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: '/',
  loader: async ({ context, params }) => {
    const { capabilities } = await findSource(context.queryClient, params.source)
    const to = capabilities.overview ? '/$source/overview' : '/$source/contacts'
    throw redirect({ to, params, replace: true })
  },
})

async function findSource(client: QueryClient, id: string) {
  const { items } = await client.query({ ...sourceQueries.list(), staleTime: 'static' })
  const source = items.find((item) => item.id === id)
  if (!source) throw notFound()
  return source
}
