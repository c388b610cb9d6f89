import type { QueryClient } from '@tanstack/react-query'
import type { AnyRouter } from '@tanstack/react-router'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { loadModule } from '#dashboard/lib/load-module.ts'

/** Opening a contact is the likely next step, so its page and panel are loaded once the list is rendered. */
export function loadAhead() {
  // A file that fails is loaded again when it is needed.
  void import('./contact-view.tsx').catch(() => undefined)
}

/** Reads the sources again, and the pages that were read with other capabilities. */
export async function readCapabilities(client: QueryClient, router: AnyRouter, source: string) {
  await client.query({ ...sourceQueries.list(), staleTime: 0 })
  await router.invalidate()
  await client.invalidateQueries({ queryKey: ['contacts', source] })
}

/**
 * Starts the request before the list unmounts, because unmounting takes longer than the request.
 */
export async function readAhead(client: QueryClient, source: string, id: number) {
  const { contactQueries } = await loadModule(
    () => import('#dashboard/features/contact/contact-queries.ts'),
  )
  await client.prefetchQuery(contactQueries.detail(source, id))
}
