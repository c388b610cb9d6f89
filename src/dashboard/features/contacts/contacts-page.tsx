import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import type { CellContext } from './contacts-columns.ts'
import { ContactsBody } from './contacts-body.tsx'
import { ContactsFooter } from './contacts-footer.tsx'
import { ContactsNotes } from './contacts-notes.tsx'
import { contactsQueries } from './contacts-queries.ts'
import { toQuery, type ContactsSearch } from './contacts-search.ts'
import { ContactsSelection } from './contacts-selection.tsx'
import type { Selection } from './contacts-table.tsx'
import { ContactsToolbar } from './contacts-toolbar.tsx'

type Props = {
  source: Source
  asked: ContactsSearch
  onQueryChange: (change: Partial<ContactQuery>) => void
  /** Address of a contact's page, for the links; `onOpen` goes there. */
  hrefFor: (id: number) => string
  onOpen: (id: number) => void
  /** The contact the reader has just come back from; its row takes the focus. */
  returnedFrom?: number | undefined
}

export function ContactsPage(props: Props) {
  const { source, asked, onQueryChange, hrefFor, onOpen, returnedFrom } = props
  const { t } = useTranslation()
  const { capabilities } = source
  const query = toQuery(asked, capabilities)
  const page = useQuery(contactsQueries.page(source.id, query))
  const isTurning = page.isPlaceholderData
  const rowsKey = useSettled(JSON.stringify(query), !isTurning)
  const readAt = useSettled(page.dataUpdatedAt, !isTurning)
  const context = useCellContext(readAt, hrefFor)
  const [selection, setSelection] = useSelection(rowsKey)
  const scroller = useRef<HTMLDivElement>(null)

  const selected = page.data?.items.filter((contact) => selection[contact.id]) ?? []
  return (
    <section className="flex min-h-0 flex-1 flex-col gap-3 px-4 pt-4">
      <h1 className="text-title font-strong">{t('contacts.title')}</h1>
      <ContactsToolbar query={query} capabilities={capabilities} onQueryChange={onQueryChange} />
      <ContactsNotes page={page} readAt={readAt} />
      <button
        type="button"
        onClick={() => document.querySelector<HTMLElement>('#paging button')?.focus()}
        className="sr-only focus:not-sr-only"
      >
        {t('contacts.toPaging')}
      </button>
      <div className="relative flex min-h-0 flex-1 flex-col overflow-hidden rounded border border-line bg-surface">
        {page.isFetching && page.data && <div className="progress-bar after-a-moment" />}
        <div
          ref={scroller}
          tabIndex={-1}
          data-scroll-restoration-id="contacts"
          className="contacts-scroller"
        >
          <ContactsBody
            page={page}
            query={query}
            source={source}
            onQueryChange={onQueryChange}
            onRetry={() => {
              // The button is about to go; the focus stays where the rows will be.
              scroller.current?.focus()
              void page.refetch()
            }}
            table={{
              rowsKey,
              context,
              selection,
              onSelectionChange: setSelection,
              onOpen,
              returnedFrom,
            }}
          />
        </div>
      </div>
      <ContactsFooter
        shown={page.data}
        query={query}
        pageSizes={capabilities.pageSizes}
        isTurning={isTurning}
        onQueryChange={onQueryChange}
        selection={
          selected.length > 0 && (
            <ContactsSelection
              selected={selected}
              onClear={() => {
                scroller.current?.focus()
                setSelection({})
              }}
            />
          )
        }
      />
    </section>
  )
}

/** The last value that came while `isSettled` held: what the rows on the screen belong to. */
function useSettled<T extends string | number>(value: T, isSettled: boolean): T {
  const [settled, setSettled] = useState(value)
  if (isSettled && settled !== value) setSettled(value)
  return isSettled ? value : settled
}

/** What is chosen among the rows on the screen; other rows begin with nothing chosen. */
function useSelection(rowsKey: string): [Selection, (selection: Selection) => void] {
  const [chosen, setChosen] = useState<{ rowsKey: string; selection: Selection }>()
  const selection = chosen?.rowsKey === rowsKey ? chosen.selection : nothing
  return [selection, (next) => setChosen({ rowsKey, selection: next })]
}
const nothing: Selection = {}

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
