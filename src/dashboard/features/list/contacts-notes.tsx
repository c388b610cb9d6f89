import type { UseQueryResult } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactPage } from '#contract/api/contacts.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { formatTime } from '#dashboard/lib/format.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Note } from '#dashboard/ui/note.tsx'
import type { CountState } from './contacts-count.ts'

const ContactsAnswerNotes = lazyPart(
  () => import('./contacts-answer-notes.tsx'),
  'ContactsAnswerNotes',
)

type Props = { page: UseQueryResult<ContactPage>; readAt: number; counting: CountState }

/**
 * Warnings about the rows, over the end of the list so that no row moves. Loaded with the first rows,
 * so that it is there when the connection is not.
 */
export function ContactsNotes({ page, readAt, counting }: Props) {
  const { t, i18n } = useTranslation()
  const messageFor = useProblemMessages()
  const isFilterIgnored = page.data?.filterApplied === false && !page.isPlaceholderData
  const unreadable = page.data?.unreadable ?? []
  return (
    <div className="contacts-notes">
      {page.isError && page.data && (
        <Note tone="warning" action={t('problem.tryAgain')} onAction={() => void page.refetch()}>
          {t('problem.stale', { time: formatTime(readAt, i18n.language) })}{' '}
          {messageFor(page.error).text}
        </Note>
      )}
      {/* Loaded when a count begins, because it may fail for want of a connection. */}
      {(isFilterIgnored || unreadable.length > 0 || counting.state !== 'idle') && (
        <Suspense>
          <ContactsAnswerNotes {...{ isFilterIgnored, unreadable, counting }} />
        </Suspense>
      )}
    </div>
  )
}
