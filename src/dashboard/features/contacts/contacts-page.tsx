import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import type { CellContext } from './contacts-columns.ts'
import { ContactsEmpty } from './contacts-empty.tsx'
import { ContactsFooter } from './contacts-footer.tsx'
import { contactsQueries } from './contacts-queries.ts'
import { toQuery, type ContactsSearch } from './contacts-search.ts'
import { ContactsSelection } from './contacts-selection.tsx'
import { ContactsSkeleton } from './contacts-skeleton.tsx'
import { ContactsTable, type Selection } from './contacts-table.tsx'
import { ContactsToolbar } from './contacts-toolbar.tsx'

type Props = {
  source: Source
  asked: ContactsSearch
  onQueryChange: (change: Partial<ContactQuery>) => void
  /** Address of a contact's page, for the links; `onOpen` goes there. */
  hrefFor: (id: number) => string
  onOpen: (id: number) => void
}

export function ContactsPage({ source, asked, onQueryChange, hrefFor, onOpen }: Props) {
  const { t } = useTranslation()
  const wordsFor = useProblemWords()
  const { capabilities } = source
  const query = toQuery(asked, capabilities)
  const page = useQuery(contactsQueries.page(source.id, query))
  const isTurning = page.isPlaceholderData
  const rowsKey = useSettled(JSON.stringify(query), !isTurning)
  const context = useCellContext(page.dataUpdatedAt, hrefFor)
  const [selection, setSelection] = useState<Selection>({})

  const items = page.data?.items
  const selected = items?.filter((contact) => selection[contact.id]) ?? []
  return (
    <section className="flex min-h-0 flex-1 flex-col gap-3 px-4 pt-4">
      <h1 className="text-title font-strong">{t('contacts.title')}</h1>
      <ContactsToolbar query={query} capabilities={capabilities} onQueryChange={onQueryChange} />
      <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded border border-line bg-surface">
        {page.isFetching && page.data && <div className="progress-bar after-a-moment" />}
        <div data-scroll-restoration-id="contacts" className="contacts-scroller">
          {page.isError && !page.data ? (
            <FailurePanel
              title={t('problem.unreachableTitle')}
              {...failureOf(wordsFor(page.error))}
              retryLabel={t('problem.tryAgain')}
              onRetry={() => void page.refetch()}
            />
          ) : items === undefined ? (
            <ContactsSkeleton label={t('contacts.loading')} />
          ) : items.length === 0 && !isTurning ? (
            <ContactsEmpty query={query} sourceTitle={source.title} onQueryChange={onQueryChange} />
          ) : (
            <ContactsTable
              contacts={items}
              rowsKey={rowsKey}
              context={context}
              sorts={capabilities.sorts}
              sort={query.sort}
              onSort={(sort) => onQueryChange({ sort, page: 1 })}
              selection={selection}
              onSelectionChange={setSelection}
              onOpen={onOpen}
            />
          )}
        </div>
      </div>
      {selected.length > 0 && (
        <ContactsSelection selected={selected} onClear={() => setSelection({})} />
      )}
      <ContactsFooter
        shown={page.data}
        query={query}
        pageSizes={capabilities.pageSizes}
        isTurning={isTurning}
        onQueryChange={onQueryChange}
      />
    </section>
  )
}

const failureOf = ({ text, footnote }: { text: string; footnote: string | undefined }) => ({
  text,
  footnote,
})

/** The last value that came while `isSettled` held. */
function useSettled(value: string, isSettled: boolean): string {
  const [settled, setSettled] = useState(value)
  if (isSettled && settled !== value) setSettled(value)
  return isSettled ? value : settled
}

/** Stays the same between reads, so that rows that did not change are not drawn again. */
function useCellContext(now: number, hrefFor: (id: number) => string): CellContext {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(
    () => ({
      language,
      now,
      hrefFor,
      words: {
        unnamed: t('contacts.unnamed'),
        company: (id) => t('contacts.companyId', { id }),
        user: (id) => t('contacts.userId', { id }),
        moreTags: (names) =>
          t('contacts.moreTags', { count: names.length, names: names.join(', ') }),
        morePhones: (values) => t('contacts.morePhones', { values: values.join(', ') }),
      },
    }),
    [language, now, hrefFor, t],
  )
}
