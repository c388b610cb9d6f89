import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasFilters } from '#dashboard/domain/contact-filters.ts'
import { Modal } from '#dashboard/ui/modal.tsx'
import { choicesFor } from './export-options.ts'
import { ExportDone } from './export-done.tsx'
import { fileNameOf, saveFile } from './export-file.ts'
import { ExportForm } from './export-form.tsx'
import { ExportProgress } from './export-progress.tsx'
import { useExport, type ExportOf } from './export-run.ts'

type Props = ExportOf & { onClose: () => void }

/** From the choice of a form through the reading to the file, in one window. */
export function ContactExportDialog({ onClose, ...what }: Props) {
  const { t, i18n } = useTranslation('tools')
  const [choices, setChoices] = useState(() => choicesFor(i18n.language === 'ru' ? 'ru' : 'en'))
  const { source, query, chosen } = what
  const { state, begin, cancel } = useExport(what)
  const [name] = useState(() => fileNameOf(source.id, new Date()))
  const file = state.step === 'done' ? state.file : undefined
  useEffect(() => {
    if (file) saveFile(file, name)
  }, [file, name])
  const isNarrowed = query.search !== '' || hasFilters(query.filters)
  return (
    <Modal
      title={
        chosen
          ? t('export.titleSelected', { count: chosen.length })
          : t(isNarrowed ? 'export.titleMatching' : 'export.titleAll')
      }
      closeLabel={t(state.step === 'running' ? 'export.cancel' : 'close')}
      onClose={state.step === 'running' ? cancel : onClose}
    >
      {state.step === 'choosing' ? (
        <ExportForm
          what={what}
          end={state.end}
          choices={choices}
          onChange={setChoices}
          onBegin={() => void begin(choices)}
          onClose={onClose}
        />
      ) : state.step === 'running' ? (
        <ExportProgress read={state.read} total={state.total} onCancel={cancel} />
      ) : (
        <ExportDone
          {...state}
          name={name}
          chosen={chosen?.length}
          onSave={() => saveFile(state.file, name)}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}
