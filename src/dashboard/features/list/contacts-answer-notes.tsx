import { useTranslation } from 'react-i18next'
import type { UnreadableRow } from '#contract/api/contacts.ts'
import { rowNames } from '#dashboard/domain/unreadable-rows.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Note } from '#dashboard/ui/note.tsx'
import type { CountState } from './contacts-count.ts'

type Props = { isFilterIgnored: boolean; unreadable: UnreadableRow[]; counting: CountState }

/** Warnings about the rows of a source's response, and about a count of all that match. */
export function ContactsAnswerNotes({ isFilterIgnored, unreadable, counting }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const countFailureText = (error: unknown) => {
    // Compared by name, because the classes are loaded with the scan.
    const name = error instanceof Error ? error.name : ''
    if (name === 'FilterIgnoredError') return t('contacts.countIgnored')
    if (name === 'ListMovedError') return t('contacts.countListChanged')
    return t('contacts.countFailed', { reason: messageFor(error).text })
  }
  return (
    <>
      {isFilterIgnored && <Note tone="warning">{t('contacts.filterIgnored')}</Note>}
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
