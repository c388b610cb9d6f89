import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactPage } from '#contract/api/contacts.ts'
import { rowNames } from '#dashboard/domain/unreadable-rows.ts'
import { formatTime } from '#dashboard/lib/format.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Note } from '#dashboard/ui/note.tsx'
import type { CountState } from './contacts-count.ts'

type Props = { page: UseQueryResult<ContactPage>; readAt: number; counting: CountState }

/** Warnings about the rows: they are stale, or the filter was ignored. */
export function ContactsNotes({ page, readAt, counting }: Props) {
  const { t, i18n } = useTranslation()
  const messageFor = useProblemMessages()
  const unreadable = page.data?.unreadable ?? []
  const countFailureText = (error: unknown) => {
    // Compared by name, because the classes are loaded with the scan.
    const name = error instanceof Error ? error.name : ''
    if (name === 'FilterIgnoredError') return t('contacts.countIgnored')
    if (name === 'ListMovedError') return t('contacts.countListChanged')
    return t('contacts.countFailed', { reason: messageFor(error).text })
  }
  return (
    <>
      {page.isError && page.data && (
        <Note tone="warning" action={t('problem.tryAgain')} onAction={() => void page.refetch()}>
          {t('problem.stale', { time: formatTime(readAt, i18n.language) })}{' '}
          {messageFor(page.error).text}
        </Note>
      )}
      {page.data?.filterApplied === false && !page.isPlaceholderData && (
        <Note tone="warning">{t('contacts.filterIgnored')}</Note>
      )}
      {unreadable.length > 0 && (
        <Note tone="warning">
          {t('contacts.unreadable', { count: unreadable.length, rows: rowNames(unreadable) })}
        </Note>
      )}
      {counting.state === 'failed' && (
        <Note tone="warning" action={t('problem.tryAgain')} onAction={counting.start}>
          {countFailureText(counting.error)}
        </Note>
      )}
    </>
  )
}
