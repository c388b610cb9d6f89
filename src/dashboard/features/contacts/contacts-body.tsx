import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { ContactsEmpty } from './contacts-empty.tsx'
import { ContactsSkeleton } from './contacts-skeleton.tsx'
import { ContactsTable, type TableState } from './contacts-table.tsx'

type Props = {
  page: UseQueryResult<ContactPage>
  query: ContactQuery
  source: Source
  onQueryChange: (change: Partial<ContactQuery>) => void
  onRetry: () => void
  table: TableState
}

/** Rows, or what stands in their place: waiting, failed, nothing there. */
export function ContactsBody({ page, query, source, onQueryChange, onRetry, table }: Props) {
  const { t } = useTranslation()
  const wordsFor = useProblemWords()
  const { capabilities } = source
  if (page.isError && !page.data) {
    const { title, text, footnote } = wordsFor(page.error)
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
    return <ContactsSkeleton label={t('contacts.loading')} knows={capabilities.knows} />
  if (page.data.items.length === 0 && !page.isPlaceholderData)
    return <ContactsEmpty query={query} sourceTitle={source.title} onQueryChange={onQueryChange} />
  return (
    <ContactsTable
      {...table}
      contacts={page.data.items}
      knows={capabilities.knows}
      sorts={capabilities.sorts}
      sort={query.sort}
      onSort={(sort) => onQueryChange({ sort, page: 1 })}
    />
  )
}
