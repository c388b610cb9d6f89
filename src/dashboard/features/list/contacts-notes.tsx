import type { UseQueryResult } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact, ContactPage } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import type { Column } from '#dashboard/domain/contact-columns.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { formatTime } from '#dashboard/lib/format.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Note } from '#dashboard/ui/note.tsx'
import type { CountState } from './contacts-count.ts'
import { useFollowing } from './contacts-following.ts'
import { Part } from './contacts-header.tsx'
import { SuggestedSearches } from './suggestions/suggestion-part.ts'
import type { FoundProps } from './found/contacts-found.tsx'
import { canSuggest, isExplained, isLittle } from './suggestions/suggestion-rules.ts'

const ContactsAnswerNotes = lazyPart(
  () => import('./contacts-answer-notes.tsx'),
  'ContactsAnswerNotes',
)

const ContactsFound = lazyPart(() => import('./found/contacts-found.tsx'), 'ContactsFound')

type Props = {
  source: Source
  query: ContactsQuery
  columns: Column[]
  page: UseQueryResult<ContactPage>
  readAt: number
  counting: CountState
  /** The contact in the panel beside the list. */
  panel: number | undefined
  onPanel: (id: number) => void
  onDraw: FoundProps['onDraw']
  /** Searches for something else. */
  onSearch: (text: string) => void
  /** Editing in the cells of rows that were read then. */
  renderCells?: ((contacts: readonly Contact[], readAt: number) => ReactNode) | undefined
}

/** What a search needs beside the rows, warnings about them, and what the panel follows. */
export function ContactsNotes(props: Props) {
  const { source, query, columns, page, onDraw, onSearch } = props
  const shown = page.isPlaceholderData ? undefined : page.data
  useFollowing(props.panel, props.onPanel)
  return (
    <>
      {isExplained(query, source) && (
        <Part>
          <ContactsFound
            source={source.id}
            columns={columns}
            matches={page.data?.matches}
            onDraw={onDraw}
          />
        </Part>
      )}
      {/* After the rows, of which there are few: above them it would move them. */}
      {shown && isLittle(shown.total) && canSuggest(query, source) && (
        <Part>
          <SuggestedSearches isLine source={source.id} query={query} onSearch={onSearch} />
        </Part>
      )}
      {shown && props.renderCells && <Part>{props.renderCells(shown.items, props.readAt)}</Part>}
      <Warnings {...props} />
    </>
  )
}

/**
 * Over the end of the list so that no row moves. Loaded with the first rows, so that it is there when
 * the connection is not.
 */
function Warnings({ page, readAt, counting }: Pick<Props, 'page' | 'readAt' | 'counting'>) {
  const { t, i18n } = useTranslation()
  const later = useTranslation('setup')
  const messageFor = useProblemMessages()
  const isFilterIgnored = page.data?.filterApplied === false && !page.isPlaceholderData
  const unreadable = page.data?.unreadable ?? []
  return (
    <div className="contacts-notes">
      {page.isError && page.data && (
        <Note tone="warning" action={t('problem.tryAgain')} onAction={() => void page.refetch()}>
          {later.t('problem.stale', { time: formatTime(readAt, i18n.language) })}{' '}
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
