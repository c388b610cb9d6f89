import { queryOptions, useQuery } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { loadModule } from '#dashboard/lib/load-module.ts'

/** A view by name: `search` is the query string of a list's address, without `?`. */
const namedView = z.object({ id: z.string(), name: z.string(), search: z.string() })
type NamedView = z.infer<typeof namedView>

/** Where this browser keeps the views of a source as the proxy last sent them. */
export const storedViewsKey = (source: string) => `kartoteka.views.${source}`

export const viewQueries = (source: string) =>
  queryOptions({
    queryKey: ['views', source],
    queryFn: async ({ signal }) =>
      (await loadModule(() => import('./view-requests.ts'))).readViews(source, signal),
  })

/** The views of a source: until the proxy has answered, or without it, as it last sent them. */
export function useNamedViews(source: string | undefined): NamedView[] {
  const { data } = useQuery({ ...viewQueries(source ?? ''), enabled: source !== undefined })
  if (data) return data.items
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storedViewsKey(source ?? '')) ?? '')
    return z.safeParse(z.array(namedView), stored).data ?? []
  } catch {
    return [] // none, damaged, or storage is blocked
  }
}
