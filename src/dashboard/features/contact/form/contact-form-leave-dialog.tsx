import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'

export type Leaving = { stay: () => void; leave: () => void }

/** Asked once before changes are left behind; nothing is lost unless that is wanted. */
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
