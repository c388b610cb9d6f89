import type { Plugin } from 'vite'

const message = 'Infinite queries are not part of the build: see build/no-infinite-queries.ts'

/**
 * Every query carries what infinite queries do, which no page has. The first view has no room for
 * it; a page that begins to use them fails at once.
 */
export function noInfiniteQueries(): Plugin {
  return {
    name: 'no-infinite-queries',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('/query-core/build/modern/infiniteQueryBehavior.js')
        ? `export function infiniteQueryBehavior() { throw new Error('${message}') }
           export const hasNextPage = infiniteQueryBehavior
           export const hasPreviousPage = infiniteQueryBehavior`
        : null,
  }
}
