import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Source } from '#contract/api/sources.ts'
import { tagList } from '#contract/api/tags.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { useProblemMessages } from './problem-messages.ts'

/** Always read again: the proxy knows for how long the list is valid. */
const tagsQuery = (source: string) =>
  queryOptions({
    queryKey: ['directory', source, 'tags'],
    queryFn: ({ signal }) => request(tagList, `/api/sources/${source}/tags`, { signal }),
    staleTime: 0,
  })

/**
 * The tags of an account to choose from, once an editor of tags is shown. Without them, such as
 * from a source that does not list them, tags are written by name.
 */
export function useTagList({ id, capabilities }: Source, isShown: boolean) {
  const messageFor = useProblemMessages()
  const { data, error, isFetching, refetch } = useQuery({
    ...tagsQuery(id),
    enabled: isShown && capabilities.tagList,
  })
  const isLoading = isFetching && !data
  const failed = !isLoading && !data && error
  return {
    items: data?.items ?? [],
    state: failed
      ? { problem: messageFor(failed).text, onRetry: () => void refetch() }
      : isLoading
        ? ('loading' as const)
        : undefined,
    isComplete: data !== undefined,
  }
}
