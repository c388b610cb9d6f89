import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactPage } from '#contract/api/contacts.ts'
import { formatTime } from '#dashboard/lib/format.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { Note } from '#dashboard/ui/note.tsx'

/** What one must know to read the rows rightly: they are old, or not what was asked for. */
export function ContactsNotes(props: { page: UseQueryResult<ContactPage>; readAt: number }) {
  const { page, readAt } = props
  const { t, i18n } = useTranslation()
  const wordsFor = useProblemWords()
  return (
    <>
      {page.isError && page.data && (
        <Note tone="warning" action={t('problem.tryAgain')} onAction={() => void page.refetch()}>
          {t('problem.stale', { time: formatTime(readAt, i18n.language) })}{' '}
          {wordsFor(page.error).text}
        </Note>
      )}
      {page.data?.filterApplied === false && !page.isPlaceholderData && (
        <Note tone="warning">{t('contacts.filterIgnored')}</Note>
      )}
    </>
  )
}
