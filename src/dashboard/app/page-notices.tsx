import { useTranslation } from 'react-i18next'
import { dismissNotice, type Notice } from '#dashboard/lib/notices.ts'
import { Toasts } from '#dashboard/ui/toast.tsx'

/** Notices and messages, shown over every page. */
export function PageNotices({ notices }: { notices: readonly Notice[] }) {
  const { t } = useTranslation('tools')
  return (
    <Toasts
      toasts={notices.map((notice) =>
        'text' in notice
          ? notice
          : { id: notice.id, text: t(`notices.${notice.id}`), isLasting: true },
      )}
      label={t('notices.title')}
      closeLabel={t('notices.dismiss')}
      onClose={dismissNotice}
    />
  )
}
