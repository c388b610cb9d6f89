import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  allColumns,
  fieldOf,
  fieldsAmong,
  type ColumnId,
} from '#dashboard/domain/contact-columns.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import type { ExportChoices } from './export-options.ts'
import { headsOf } from './export-headers.ts'
import { toCsv } from './export-csv.ts'
import { readChosen, readMatching } from './export-read.ts'
import { valueOf } from './export-values.ts'
import { loadExportWords } from './export-labels.ts'

export type ExportOf = {
  source: Source
  query: ContactsQuery
  /** The columns of the list, in their order. */
  shown: ColumnId[]
  /** The chosen contacts' ids; undefined for everything that matches. */
  chosen: number[] | undefined
}

/** How an export came to an end without a file. */
export type ExportEnd =
  | { how: 'cancelled'; read: number }
  | { how: 'failed'; read: number; error: unknown }

export type ExportState =
  | { step: 'choosing'; end?: ExportEnd }
  | { step: 'running'; read: number; total: number | null }
  | { step: 'done'; count: number; missing: number; file: Blob }

/** A file comes of a reading that went to its end, and of no other. Leaving stops it. */
export function useExport({ source, query, shown, chosen }: ExportOf) {
  const client = useQueryClient()
  const { i18n } = useTranslation()
  const [state, setState] = useState<ExportState>({ step: 'choosing' })
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const isRunning = state.step === 'running'
  useEffect(() => {
    if (!isRunning) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isRunning])

  async function begin(choices: ExportChoices) {
    const control = new AbortController()
    const { signal } = control
    stop.current = control
    let read = 0
    let count = 0
    setState({ step: 'running', read, total: chosen?.length ?? null })
    try {
      const words = await loadExportWords(i18n, choices.headerLanguage)
      const needsFields = choices.columns === 'all' || shown.some((id) => fieldOf(id))
      const definitions = needsFields
        ? (await client.query(directoryQueries.fields(source.id))).items
        : []
      const columns =
        choices.columns === 'all' ? allColumns(source.capabilities.knows, definitions) : shown
      const asked = { ...query, columns: fieldsAmong(columns) }
      const reading = { source, query: asked, signal }
      const parts = [toCsv([headsOf(columns, definitions, words)], choices.separator)]
      for await (const step of chosen ? readChosen(reading, chosen) : readMatching(reading)) {
        if (signal.aborted) break
        const rows = step.contacts.map((one) => columns.map((id) => valueOf(id, one, words)))
        parts.push(toCsv(rows, choices.separator))
        count += rows.length
        read = step.read
        setState({ step: 'running', read, total: step.total })
      }
      signal.throwIfAborted()
      const file = new Blob([choices.hasMark ? '\uFEFF' : '', ...parts], {
        type: 'text/csv;charset=utf-8',
      })
      setState({ step: 'done', count, missing: chosen ? chosen.length - count : 0, file })
    } catch (error) {
      const end: ExportEnd = signal.aborted
        ? { how: 'cancelled', read }
        : { how: 'failed', read, error }
      setState({ step: 'choosing', end })
    }
  }
  return { state, begin, cancel: () => stop.current?.abort() }
}
