import { useTranslation } from 'react-i18next'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { CopyLine } from '#dashboard/ui/copy-line.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'

export type ShownLink = { name: string; url: string; expiresAt: string }

/** A one-time link, which is not stored: it is shown here and nowhere else. */
export function LinkDialog({ link, onClose }: { link: ShownLink; onClose: () => void }) {
  const { t, i18n } = useTranslation('people')
  const title = t('users.linkTitle', { name: link.name })
  return (
    <Modal title={title} closeLabel={t('users.done')} onClose={onClose}>
      <div className="grid gap-3">
        <p>{t('users.linkText', { when: formatMoment(link.expiresAt, i18n.language) })}</p>
        <CopyLine
          label={title}
          text={link.url}
          copyLabel={t('users.copy')}
          copied={t('users.copied')}
          failed={t('users.copyFailed')}
        />
        <div className="flex justify-end">
          <Button onClick={onClose}>{t('users.done')}</Button>
        </div>
      </div>
    </Modal>
  )
}
