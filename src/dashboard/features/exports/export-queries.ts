import { queryOptions, useQueryClient } from '@tanstack/react-query'
import {
  exportedFile,
  exportList,
  type ExportedFile,
  type ExportOrder,
} from '#contract/api/exports.ts'
import { request, send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'

const pathOf = (source: string, rest = '') => `/api/sources/${source}/exports${rest}`

/** Milliseconds, while one's export is being made. */
const pollInterval = 1000

/** Whether an export is being made. */
export const isOpen = ({ state }: Pick<ExportedFile, 'state'>): boolean =>
  state === 'waiting' || state === 'running'

export const exportQueries = {
  /** One's own, newest first. */
  list: (source: string) =>
    queryOptions({
      queryKey: ['exports', source] as const,
      staleTime: 0,
      queryFn: ({ signal }) => request(exportList, pathOf(source), { signal }),
      refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? pollInterval : false),
    }),
}

/** Exports that are followed in their own window, where their end is seen. */
const inWindow = new Set<string>()
export const isInWindow = (id: string): boolean => inWindow.has(id)

/** Until the returned function is called. */
export function followInWindow(id: string): () => void {
  inWindow.add(id)
  return () => void inWindow.delete(id)
}

/** Where the browser gets the file. */
export const fileHref = ({ source, id }: Pick<ExportedFile, 'source' | 'id'>): string =>
  pathOf(source, `/${id}/file`)

/** Ordering, ending and erasing exports of a source; what is shown of them follows. */
export function useExportActions(source: string) {
  const client = useQueryClient()
  const { queryKey } = exportQueries.list(source)
  const reread = () => client.invalidateQueries({ queryKey })
  async function add(ordered: Promise<ExportedFile>): Promise<ExportedFile> {
    const made = await ordered
    client.setQueryData(queryKey, (old) => ({ items: [made, ...(old?.items ?? [])] }))
    void reread()
    return made
  }
  return {
    order: (wanted: ExportOrder) => add(send(exportedFile, 'POST', pathOf(source), wanted)),
    repeat: (id: string) => add(send(exportedFile, 'POST', pathOf(source, `/${id}/repeat`), {})),
    cancel: async (id: string): Promise<void> => {
      await send(exportedFile, 'POST', pathOf(source, `/${id}/cancel`), {})
      await reread()
    },
    remove: async (id: string): Promise<void> => {
      await sendWithoutAnswer('DELETE', pathOf(source, `/${id}`))
      await reread()
    },
  }
}

/** Lets the browser save a file; the page stays as it is. */
export function startDownload(file: Pick<ExportedFile, 'source' | 'id' | 'name'>): void {
  const link = document.createElement('a')
  link.href = fileHref(file)
  link.download = file.name
  link.click()
}
