import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'

type Props = {
  count: number
  /** Chosen contacts that the source does not have any more. */
  missing: number
  selected: number | undefined
  name: string
  onSave: () => void
  onClose: () => void
}

export function ExportDone({ count, missing, selected, name, onSave, onClose }: Props) {
  const { t } = useTranslation('tools')
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), []) // "Cancel" has gone
  return (
    <div className="grid gap-3">
      <p role="status">{t('export.done', { count, name })}</p>
      {selected !== undefined && missing > 0 && (
        <Note tone="warning">{t('export.missing', { count: missing, selected })}</Note>
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
