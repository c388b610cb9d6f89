import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

export const SuggestedSearches = lazyPart(
  () => import('./suggested-searches.tsx'),
  'SuggestedSearches',
)
