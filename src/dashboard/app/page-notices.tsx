import { useTranslation } from 'react-i18next'
import { dismissNotice, type Notice } from '#dashboard/lib/notices.ts'
import { Note } from '#dashboard/ui/note.tsx'

/** Notices that apply to every page, shown above each one. */
export function PageNotices({ notices }: { notices: readonly Notice[] }) {
  const { t } = useTranslation('tools')
  return (
    <div className="grid gap-1 px-4 pt-3">
      {notices.map((notice) => (
        <Note
          key={notice}
          tone="warning"
          action={t('notices.dismiss')}
          onAction={() => dismissNotice(notice)}
        >
          {t(`notices.${notice}`)}
        </Note>
      ))}
    </div>
  )
}
