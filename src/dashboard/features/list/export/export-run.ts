import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnreadableRow } from '#contract/api/contacts.ts'
import { announcedExport, type ExportRequest } from '#contract/api/exports.ts'
import type { Source } from '#contract/api/sources.ts'
import { matchingParameters } from '#dashboard/domain/asked-query.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  allColumns,
  fieldOf,
  fieldsAmong,
  listedAmong,
  type ColumnId,
} from '#dashboard/domain/contact-columns.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { contactsQueries } from '#dashboard/features/list/contacts-queries.ts'
import type { ExportOptions } from './export-options.ts'
import { send } from '#dashboard/lib/api-client.ts'
import { headersOf } from './export-headers.ts'
import { toCsv } from './export-csv.ts'
import { readSelected, readMatching } from './export-read.ts'
import { valueOf } from './export-values.ts'
import { loadExportLabels } from './export-labels.ts'

export type ExportOf = {
  source: Source
  query: ContactsQuery
  /** The columns of the list, in their order. */
  shown: ColumnId[]
  /** Ids of the selected contacts; undefined for everything that matches. */
  selected: number[] | undefined
}

/** Why an export ended without a file. */
export type ExportEnd =
  | { how: 'cancelled'; read: number }
  | { how: 'failed'; read: number; error: unknown }

export type ExportState =
  | { step: 'choosing'; end?: ExportEnd }
  | { step: 'running'; read: number; total: number | null }
  | {
      step: 'done'
      count: number
      /** Selected contacts that the source no longer has. */
      missing: number
      unreadable: UnreadableRow[]
      /** Of when the local copy is that the file is from; null: read from the source. */
      asOf: string | null
      file: Blob
    }

/** Only a complete read results in a file. Leaving the page stops it. */
export function useExport({ source, query, shown, selected }: ExportOf) {
  const client = useQueryClient()
  const { i18n } = useTranslation()
  const [state, setState] = useState<ExportState>({ step: 'choosing' })
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const isRunning = state.step === 'running'
  // Before painting, so that the screen and the confirmation on closing the tab agree.
  useLayoutEffect(() => {
    if (!isRunning) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isRunning])

  async function start(options: ExportOptions) {
    const control = new AbortController()
    const { signal } = control
    stop.current = control
    let read = 0
    let count = 0
    let asOf: string | null = null
    const unreadable: UnreadableRow[] = []
    setState({ step: 'running', read, total: selected?.length ?? null })
    try {
      const labels = await loadExportLabels(i18n, options.headerLanguage)
      const needsFields = options.columns === 'all' || shown.some((id) => fieldOf(id))
      const definitions = needsFields
        ? (await client.query(directoryQueries.fields(source.id))).items
        : []
      const columns =
        options.columns === 'all' ? allColumns(source.capabilities.knows, definitions) : shown
      const { attributes: _shown, ...others } = query
      const attributes = listedAmong(columns)
      const asked = {
        ...others,
        columns: fieldsAmong(columns),
        ...(attributes.length > 0 && { attributes }),
      }
      // Before the first contact is read: without an entry in the audit log there is no export.
      const { id: exported } = await send(
        announcedExport,
        'POST',
        `/api/sources/${source.id}/exports`,
        await orderOf({ source, query, selected, columns, client }),
      )
      const reading = { source, query: asked, signal, exported }
      const parts = [toCsv([headersOf(columns, definitions, labels)], options.separator)]
      for await (const step of selected ? readSelected(reading, selected) : readMatching(reading)) {
        if (signal.aborted) break
        const rows = step.contacts.map((item) => columns.map((id) => valueOf(id, item, labels)))
        parts.push(toCsv(rows, options.separator, options))
        count += rows.length
        unreadable.push(...step.unreadable)
        read = step.read
        asOf = step.asOf
        setState({ step: 'running', read, total: step.total })
      }
      signal.throwIfAborted()
      const file = new Blob([options.hasByteOrderMark ? '\uFEFF' : '', ...parts], {
        type: 'text/csv;charset=utf-8',
      })
      // An unreadable row without an ID may be any of the missing contacts.
      const missing = selected ? Math.max(0, selected.length - count - unreadable.length) : 0
      setState({ step: 'done', count, missing, unreadable, asOf, file })
    } catch (error) {
      const end: ExportEnd = signal.aborted
        ? { how: 'cancelled', read }
        : { how: 'failed', read, error }
      setState({ step: 'choosing', end })
    }
  }
  return { state, start, cancel: () => stop.current?.abort() }
}

type Order = Pick<ExportOf, 'source' | 'query' | 'selected'> & {
  columns: ColumnId[]
  client: QueryClient
}

/** What is recorded: which contacts, and which columns of them. */
async function orderOf(order: Order): Promise<ExportRequest> {
  const { source, query, selected, columns, client } = order
  const params = selected ? '' : await matchingParameters(source.id, query, client)
  return {
    query: String(params),
    selected: selected?.length ?? null,
    count: client.getQueryData(contactsQueries.page(source.id, query).queryKey)?.total ?? null,
    columns,
    format: 'csv',
  }
}
