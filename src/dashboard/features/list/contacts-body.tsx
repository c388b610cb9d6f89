import type { UseQueryResult } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactPage } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { ContactsSkeleton } from './contacts-skeleton.tsx'
import { ContactsTable, type TableView } from './contacts-table.tsx'

const ContactsEmpty = lazyPart(() => import('./contacts-empty.tsx'), 'ContactsEmpty')

type Props = {
  page: UseQueryResult<ContactPage>
  query: ContactsQuery
  /** Whether the filters have to wait for the local copy of the source. */
  isPending: boolean
  source: Source
  /** Searches for something else. */
  onSearch: (text: string) => void
  renderRejected: (rejected: readonly { name: string }[]) => ReactNode
  /** The order of the rows on the screen, while rows in another order are loading. */
  shownSort: string | undefined
  onFirstPage: () => void
  onClear: () => void
  onRetry: () => void
  view: TableView
}

/** The rows, or their loading, failure or empty state. */
export function ContactsBody(props: Props) {
  const { page, query, shownSort, source, onFirstPage, onClear, onRetry, view } = props
  const { t } = useTranslation()
  const messageFor = useProblemMessages()
  const { isPending } = props
  if (isPending || (page.data?.items.length === 0 && !page.isPlaceholderData))
    return (
      <Suspense>
        <ContactsEmpty
          {...{ query, source, isPending, onFirstPage, onClear }}
          onSearch={props.onSearch}
        />
      </Suspense>
    )
  if (page.isError && !page.data) {
    // Without a parameter that the source rejects, the list would show something else.
    if (page.error instanceof ApiError && page.error.fields)
      return props.renderRejected(page.error.fields)
    const { title, text, footnote } = messageFor(page.error)
    return (
      <FailurePanel
        title={title}
        text={text}
        footnote={footnote}
        retryLabel={t('problem.tryAgain')}
        onRetry={onRetry}
      />
    )
  }
  if (!page.data)
    return (
      <ContactsSkeleton
        label={t('contacts.loading')}
        table={view.table}
        columnName={view.columnName}
      />
    )
  return <ContactsTable {...view} shownSort={shownSort} isStale={page.isPlaceholderData} />
}
