import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import type { ColumnKey, GridColumn } from '#dashboard/features/bulk/sheet/grid-columns.ts'

type Props = {
  /** The first pasted line, and the columns that match its cells. */
  line: string[]
  headings: (ColumnKey | null)[]
  columns: GridColumn[]
  onClose: () => void
  onTake: (isHeading: boolean) => void
}

/** Asks whether the first line is a header or a contact. */
export function GridPasteDialog({ line, headings, columns, onClose, onTake }: Props) {
  const { t } = useTranslation('grid')
  const named = columns.filter(({ key }) => headings.includes(key)).map(({ label }) => label)
  const others = line.filter((text, index) => text.trim() !== '' && headings[index] === null)
  return (
    <Modal title={t('paste.title')} closeLabel={t('paste.cancel')} onClose={onClose}>
      <p>{t('paste.named', { names: named.join(', ') })}</p>
      {others.length > 0 && (
        <p className="mt-2 text-warning">{t('paste.others', { names: others.join(', ') })}</p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('paste.cancel')}</Button>
        <Button onClick={() => onTake(false)}>{t('paste.asRow')}</Button>
        <Button look="primary" data-autofocus onClick={() => onTake(true)}>
          {t('paste.asHeading')}
        </Button>
      </div>
    </Modal>
  )
}
