import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportedFile } from '#contract/api/exports.ts'
import type { Source } from '#contract/api/sources.ts'
import { listParameters } from '#dashboard/domain/asked-query.ts'
import { fieldOf, type ColumnId } from '#dashboard/domain/contact-columns.ts'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { firstChoices, formatOf, type ExportChoices } from './export-choices.ts'
import { ExportButtons, ExportResult } from './export-entry.tsx'
import { ExportForm } from './export-form.tsx'
import { headersOf } from './export-headers.ts'
import { loadFileTexts } from './export-labels.ts'
import { useExportMessages } from './export-messages.ts'
import {
  exportQueries,
  followInWindow,
  isOpen,
  startDownload,
  useExportActions,
} from './export-queries.ts'
import { ExportsList } from './exports-list.tsx'

type Props = {
  source: Source
  query: ContactsQuery
  /** The columns of the list, in their order. */
  shown: ColumnId[]
  /** IDs of the selected contacts; undefined for everything that matches. */
  selected: number[] | undefined
  /** IDs of the contacts on the page, in their order. */
  onPage: number[]
  onClose: () => void
}

/** What to export, how far it is and the file, in one window, which may be closed at any time. */
export function ExportDialog({ onClose, ...opened }: Props) {
  const { t, i18n } = useTranslation('exports')
  // The list may change meanwhile; what is exported does not.
  const [what] = useState(opened)
  const { source, query, shown, selected, onPage } = what
  const [choices, setChoices] = useState(() =>
    firstChoices({
      source: source.id,
      shown,
      language: i18n.language === 'ru' ? 'ru' : 'en',
      now: new Date(),
    }),
  )
  const { state, start } = useOrder(what)
  const isNarrowed = query.search !== '' || hasFilters(query.filters)
  return (
    <Modal
      title={
        selected
          ? t('titleSelected', { count: selected.length })
          : t(isNarrowed ? 'titleMatching' : 'titleAll')
      }
      closeLabel={t('close')}
      onClose={onClose}
    >
      {state.step === 'ordered' ? (
        <OrderedExport ordered={state.file} onClose={onClose} />
      ) : (
        <>
          <ExportForm
            source={source}
            shown={shown}
            onPage={selected ? 0 : onPage.length}
            choices={choices}
            onChange={setChoices}
            isOrdering={state.step === 'ordering'}
            problem={state.step === 'choosing' ? state.problem : undefined}
            onStart={() => void start(choices)}
            onClose={onClose}
          />
          <ExportsList source={source} className="mt-8" />
        </>
      )}
    </Modal>
  )
}

type OrderState =
  | { step: 'choosing'; problem?: unknown }
  | { step: 'ordering' }
  | { step: 'ordered'; file: ExportedFile }

function useOrder({ source, query, selected, onPage }: Omit<Props, 'onClose' | 'shown'>) {
  const client = useQueryClient()
  const { i18n } = useTranslation()
  const { order } = useExportActions(source.id)
  const [state, setState] = useState<OrderState>({ step: 'choosing' })

  async function start(choices: ExportChoices): Promise<void> {
    const { columns, headerLanguage, name, isFirstOnly, isPageOnly } = choices
    setState({ step: 'ordering' })
    try {
      const { column, sheet, labels } = await loadFileTexts(i18n, headerLanguage)
      const definitions = columns.some((id) => fieldOf(id))
        ? (await client.query(directoryQueries.fields(source.id))).items
        : []
      const titles = headersOf(columns, definitions, column)
      const file = await order({
        name,
        format: formatOf(choices, sheet),
        query: String(await listParameters(source.id, query, client)),
        ids: selected ?? (isPageOnly ? onPage : null),
        columns: columns.map((key, index) => ({ key, title: titles[index] ?? key })),
        isFirstOnly,
        labels,
      })
      setState({ step: 'ordered', file })
    } catch (problem) {
      setState({ step: 'choosing', problem })
    }
  }
  return { state, start }
}

/** The export that was ordered, whose file is saved when it is ready. */
function OrderedExport({
  ordered: first,
  onClose,
}: {
  ordered: ExportedFile
  onClose: () => void
}) {
  const [ordered, setOrdered] = useState(first)
  const { t } = useTranslation('exports')
  const messages = useExportMessages()
  const { data, dataUpdatedAt } = useQuery(exportQueries.list(ordered.source))
  const file = data?.items.find(({ id }) => id === ordered.id) ?? ordered
  const isReady = file.state === 'ready'
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), []) // what had the focus is unmounted
  useEffect(() => followInWindow(ordered.id), [ordered.id])
  useEffect(() => {
    if (isReady) startDownload(ordered)
  }, [isReady, ordered])
  return (
    <div className="grid gap-3">
      <p className="row-name wrap-anywhere">{file.name}</p>
      {/* As high while it runs as when it has ended. */}
      <div className="min-h-8">
        <ExportResult file={file} now={dataUpdatedAt} />
      </div>
      <p role="status" className="sr-only">
        {isOpen(file) && t('started')}
        {isReady && t('readyMessage', { name: file.name })}
      </p>
      {/* Another text, not one that moves. */}
      <p key={String(isOpen(file))} className="min-h-10 text-meta text-quiet">
        {isOpen(file) ? t('mayBeClosed') : isReady ? messages.origin(file) : ''}{' '}
        {isReady && messages.expiry(file)}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <ExportButtons file={file} onRepeat={setOrdered} />
        <Button ref={close} look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}
