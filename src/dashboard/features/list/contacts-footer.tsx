import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactPage } from '#contract/api/contacts.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { Button } from '#dashboard/ui/button.tsx'
import { Select } from '#dashboard/ui/select.tsx'

const ContactsRange = lazyPart(() => import('./contacts-range.tsx'), 'ContactsRange')
const ContactsPageJump = lazyPart(() => import('./contacts-page-jump.tsx'), 'ContactsPageJump')

type Props = {
  shown: ContactPage | undefined
  query: ContactsQuery
  pageSizes: number[]
  /** True while another page is loading, so that it is unknown whether there is a next page. */
  isPageLoading: boolean
  onQueryChange: (change: { page: number; size?: number }) => void
  selection: ReactNode
  /** How current the rows are. */
  mirror: ReactNode
}

export function ContactsFooter(props: Props) {
  const { shown, query, pageSizes, isPageLoading, onQueryChange, selection, mirror } = props
  const { t } = useTranslation()
  const total = shown?.total ?? null
  const hasNext = !isPageLoading && (shown?.hasNext ?? false)
  return (
    <div className="contacts-footer">
      {/* Over it, so that the first selection does not move any row. */}
      {selection && <div className="contacts-selection">{selection}</div>}
      {/* On phones with room for a line of the copy, which comes and goes. */}
      <div
        className={`flex min-w-0 gap-x-4 text-quiet sm:min-h-7 sm:items-center max-sm:flex-col ${mirror && 'max-sm:min-h-10'}`}
      >
        {/* Room for the longest range, so that what is beside it stays. */}
        <p role="status" className="truncate tabular-nums sm:min-w-46 @max-3xl:min-w-max">
          {shown &&
            !isPageLoading &&
            (total === null ? (
              <>
                {t('contacts.page', { page: shown.page })}
                {' · '}
                {t('contacts.onPage', { count: shown.items.length })}
              </>
            ) : (
              <Suspense>
                <ContactsRange
                  page={shown.page}
                  size={query.size}
                  rows={shown.items.length + shown.unreadable.length}
                  total={total}
                />
              </Suspense>
            ))}
        </p>
        {mirror}
      </div>
      <div className="ml-auto text-quiet">
        {total !== null && (
          <Suspense>
            <ContactsPageJump
              page={query.page}
              size={query.size}
              total={total}
              onPage={(page) => onQueryChange({ page })}
            />
          </Suspense>
        )}
      </div>
      <div className="flex items-center gap-x-4 max-sm:gap-x-1">
        <Select
          label={t('contacts.rowsPerPage')}
          isLabelShown
          value={String(query.size)}
          options={pageSizes.map((size) => ({ value: String(size), text: String(size) }))}
          onChange={(size) => onQueryChange({ size: Number(size), page: 1 })}
        />
        <nav id="paging" aria-label={t('contacts.paging')} className="flex gap-0.5">
          <Button
            look="quiet"
            aria-label={t('contacts.firstPage')}
            data-tip=""
            aria-disabled={query.page <= 1}
            className="px-2 max-sm:hidden"
            onClick={() => onQueryChange({ page: 1 })}
          >
            <ChevronsLeft aria-hidden className="size-4" />
          </Button>
          <Button
            look="quiet"
            aria-label={t('contacts.previousPage')}
            data-tip=""
            aria-disabled={query.page <= 1}
            className="folds-late pl-2"
            onClick={() => onQueryChange({ page: query.page - 1 })}
          >
            <ChevronLeft aria-hidden className="size-4" />
            <span>{t('contacts.previous')}</span>
          </Button>
          <Button
            look="quiet"
            aria-label={t('contacts.nextPage')}
            data-tip=""
            aria-disabled={!hasNext}
            className="folds-late pr-2"
            onClick={() => onQueryChange({ page: query.page + 1 })}
          >
            <span>{t('contacts.next')}</span>
            <ChevronRight aria-hidden className="size-4" />
          </Button>
        </nav>
      </div>
    </div>
  )
}
