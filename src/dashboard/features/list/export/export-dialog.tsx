import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import { Modal } from '#dashboard/ui/modal.tsx'
import { exportOptionsFor } from './export-options.ts'
import { ExportDone } from './export-done.tsx'
import { fileNameOf, saveFile } from './export-file.ts'
import { ExportForm } from './export-form.tsx'
import { ExportProgress } from './export-progress.tsx'
import { useExport, type ExportOf } from './export-run.ts'

type Props = ExportOf & { onClose: () => void }

/** From the choice of a form through the reading to the file, in one window. */
export function ExportDialog({ onClose, ...what }: Props) {
  const { t, i18n } = useTranslation('tools')
  const [options, setOptions] = useState(() =>
    exportOptionsFor(i18n.language === 'ru' ? 'ru' : 'en'),
  )
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
