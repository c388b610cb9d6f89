import { ListFilter } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { hasFilters, type FilterTexts } from '#dashboard/domain/contact-filters.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const FilterChips = lazyPart(() => import('./filter-chips.tsx'), 'FilterChips')
const NewFilter = lazyPart(() => import('./new-filter.tsx'), 'NewFilter')

export type FilterProps = {
  source: Source
  query: ContactsQuery
  /** `isContinued`: the same filter is edited on, so that Back undoes all of it. */
  onChange: (change: FilterTexts, isContinued?: boolean) => void
}

/** A chip per active filter, which opens its editor, and a button to add one. */
export function FilterBar({ onClear, ...props }: FilterProps & { onClear: () => void }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const add = useRef<HTMLButtonElement>(null)
  const can = props.source.capabilities
  const isFiltered = hasFilters(props.query.filters)
  // A condition that is edited has its chip also while it is not complete, and no filter is left.
  const [hasChips, setHasChips] = useState(isFiltered)
  if (isFiltered && !hasChips) setHasChips(true)
  if (can.filters.length === 0 && !can.operators) return null
  const close = () => setOpen(false)
  return (
    <div
      role="group"
      aria-label={t('filters.title')}
      // A few chips share one line and shrink, so that adding one does not move the table; if there
      // is no room beside the search, they take a separate line.
      // Conditions say more than fits beside the search: they have a line of their own.
      className={`filter-bar ${isFiltered ? 'filter-chips' : ''} ${can.operators ? 'filter-rows' : ''}`}
    >
      {/* The button keeps its width: chips shrink. */}
      <span className="shrink-0">
        <Popover
          label={t('filters.add')}
          isOpen={isOpen}
          onClose={close}
          trigger={
            <Button
              ref={add}
              id="add-filter"
              look="quiet"
              className="folds"
              data-tip={t('filters.add')}
              aria-haspopup="dialog"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              <ListFilter aria-hidden className="size-4" />
              <span>{t('filters.add')}</span>
            </Button>
          }
        >
          <Suspense fallback={<p className="w-64">{t('filters.loading')}</p>}>
            <NewFilter {...props} onDone={close} />
          </Suspense>
        </Popover>
      </span>
      {hasChips && (
        <div role="presentation" className="filter-row">
          {/* Before the chips, which are loaded later and would push it. */}
          {isFiltered && (
            <Button look="quiet" className="shrink-0 px-2 text-quiet" onClick={onClear}>
              {t('contacts.clearFilters')}
            </Button>
          )}
          <Suspense fallback={<span className="h-control" />}>
            {/* The focus moves on when its chip is unmounted. */}
            <FilterChips {...props} onRemoved={() => add.current?.focus()} />
          </Suspense>
        </div>
      )}
    </div>
  )
}
