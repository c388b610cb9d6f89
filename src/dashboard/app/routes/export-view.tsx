import { useQueryClient } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { ExportDialog } from '#dashboard/features/exports/export-dialog.tsx'
import { contactsQueries } from '#dashboard/features/list/contacts-queries.ts'

/** The export of a list, which may be that of its shown page. */
export function ExportView(props: Omit<ComponentProps<typeof ExportDialog>, 'onPage'>) {
  const { source, query } = props
  const { queryKey } = contactsQueries.page(source.id, query)
  const page = useQueryClient().getQueryData(queryKey)
  const isWhole = query.page === 1 && page?.hasNext === false
  return <ExportDialog {...props} onPage={isWhole ? [] : (page?.items.map(({ id }) => id) ?? [])} />
}
