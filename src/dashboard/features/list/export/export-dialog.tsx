import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnreadableRow } from '#contract/api/contacts.ts'
import { rowNames } from '#dashboard/domain/unreadable-rows.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { ExportForm } from './export-form.tsx'
import { exportOptionsFor } from './export-options.ts'
import { ExportProgress } from './export-progress.tsx'
import { type ExportOf, useExport } from './export-run.ts'

type Props = ExportOf & { onClose: () => void }

/** Options, progress and result of an export, in one window. */
export function ExportDialog({ onClose, ...opened }: Props) {
  const { t, i18n } = useTranslation('tools')
  const [options, setOptions] = useState(() =>
    exportOptionsFor(i18n.language === 'ru' ? 'ru' : 'en'),
  )
  // The list may change meanwhile; the exported data does not.
  const [what] = useState(opened)
  const { source, query, selected } = what
  const { state, start, cancel } = useExport(what)
  const [name] = useState(() => fileNameOf(source.id, new Date()))
  const file = state.step === 'done' ? state.file : undefined
  useEffect(() => {
    if (file) saveFile(file, name)
  }, [file, name])
  const isNarrowed = query.search !== '' || hasFilters(query.filters)
  return (
    <Modal
      title={
        selected
          ? t('export.titleSelected', { count: selected.length })
          : t(isNarrowed ? 'export.titleMatching' : 'export.titleAll')
      }
      closeLabel={t(state.step === 'running' ? 'export.stop' : 'close')}
      onClose={state.step === 'running' ? cancel : onClose}
    >
      {state.step === 'choosing' ? (
        <ExportForm
          what={what}
          end={state.end}
          options={options}
          onChange={setOptions}
          onStart={() => void start(options)}
          onClose={onClose}
        />
      ) : state.step === 'running' ? (
        <ExportProgress read={state.read} total={state.total} onCancel={cancel} />
      ) : (
        <ExportDone
          {...state}
          name={name}
          selected={selected?.length}
          onSave={() => saveFile(state.file, name)}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

type ExportDoneProps = {
  count: number
  /** Selected contacts that no longer exist. */
  missing: number
  unreadable: UnreadableRow[]
  asOf: string | null
  selected: number | undefined
  name: string
  onSave: () => void
  onClose: () => void
}

function ExportDone(props: ExportDoneProps) {
  const { count, missing, unreadable, asOf, selected, name, onSave, onClose } = props
  const { t, i18n } = useTranslation('tools')
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), []) // "Cancel" is unmounted
  return (
    <div className="grid gap-3">
      <p role="status">{t('export.done', { count, name })}</p>
      {asOf !== null && (
        <p className="text-quiet">
          {t('export.asOf', { time: formatMoment(asOf, i18n.language) })}
        </p>
      )}
      {selected !== undefined && missing > 0 && (
        <Note tone="warning">{t('export.missing', { count: missing, selected })}</Note>
      )}
      {unreadable.length > 0 && (
        <Note tone="warning">
          {t('export.unreadable', { count: unreadable.length, rows: rowNames(unreadable) })}
        </Note>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onSave}>{t('export.saveAgain')}</Button>
        <Button ref={close} look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}

/** `contacts-main-2026-11-20.csv`: the source and the day. */
function fileNameOf(source: string, date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `contacts-${source}-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.csv`
}

function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // the browser may still be reading
}
