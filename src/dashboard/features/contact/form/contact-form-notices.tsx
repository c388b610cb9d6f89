import { useTranslation } from 'react-i18next'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'

type Props = {
  /** Milliseconds. */
  savedAt: number
  onRestore: () => void
  onDiscard: () => void
}

/** Offers to restore an unsaved draft. */
export function ContactFormDraftNotice({ savedAt, onRestore, onDiscard }: Props) {
  const { t, i18n } = useTranslation('form')
  const time = formatMoment(new Date(savedAt).toISOString(), i18n.language)
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded border border-line bg-tint px-4 py-2"
    >
      <span className="flex-1 basis-60">{t('draft.found', { time })}</span>
      <span className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onRestore}>
          {t('draft.restore')}
        </Button>
        <Button onClick={onDiscard}>{t('draft.discard')}</Button>
      </span>
    </div>
  )
}

export type Leaving = { stay: () => void; leave: () => void }

/** Confirms leaving with unsaved changes. */
export function ContactFormLeaveDialog(props: { leaving: Leaving; onDiscard: () => void }) {
  const { leaving, onDiscard } = props
  const { t } = useTranslation('form')
  return (
    <Dialog title={t('leave.title')} text={t('leave.text')} onCancel={leaving.stay}>
      <Button look="primary" onClick={leaving.stay}>
        {t('leave.stay')}
      </Button>
      <Button onClick={leaving.leave}>{t('leave.leave')}</Button>
      <Button
        onClick={() => {
          onDiscard()
          leaving.leave()
        }}
      >
        {t('leave.discard')}
      </Button>
    </Dialog>
  )
}
