import { useTranslation } from 'react-i18next'
import type { UnreadableRow } from '#contract/api/contacts.ts'
import { rowNames } from '#dashboard/domain/unreadable-rows.ts'
import { Note } from '#dashboard/ui/note.tsx'

type Props = { isFilterIgnored: boolean; unreadable: UnreadableRow[] }

/** Warnings about the rows of a source's response. */
export function ContactsAnswerNotes({ isFilterIgnored, unreadable }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  return (
    <>
      {isFilterIgnored && <Note tone="warning">{t('contacts.filterIgnored')}</Note>}
      {unreadable.length > 0 && (
        <Note tone="warning">
          {t('contacts.unreadable', { count: unreadable.length, rows: rowNames(unreadable) })}
        </Note>
      )}
    </>
  )
}
