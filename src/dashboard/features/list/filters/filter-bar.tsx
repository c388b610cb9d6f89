import { ListFilter } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import {
  hasFilters,
  printFieldConditions,
  readFieldConditions,
  withCondition,
  type FieldCondition,
  type FilterTexts,
} from '#dashboard/domain/contact-filters.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import type { FilterOption, StandardFilter } from './filter-options.ts'

const FilterChips = lazyPart(() => import('./filter-chips.tsx'), 'FilterChips')
const FilterPicker = lazyPart(() => import('./filter-picker.tsx'), 'FilterPicker')

type Props = {
  source: Source
  filters: FilterTexts
  onChange: (change: FilterTexts) => void
  onClear: () => void
}

const maxInLine = 4 // chips that are still legible side by side

/** A chip per active filter, which opens its editor, and a button to add one. */
export function FilterBar({ source, filters, onChange, onClear }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<FilterOption['key'] | 'new'>()
  const add = useRef<HTMLButtonElement>(null)
  const names = source.capabilities.filters.filter((name): name is StandardFilter =>
    name === 'fields' ? false : filters[name] !== undefined,
  )
  const conditions = readFieldConditions(filters.fields)
  const count = names.length + conditions.length
  if (source.capabilities.filters.length === 0) return null

  const close = () => setOpen(undefined)
  const setStandard = (name: StandardFilter, text: string | undefined) => {
    onChange({ [name]: text })
    setOpen(undefined)
  }
  const setCondition = (id: number, condition: FieldCondition | undefined) => {
    onChange({ fields: printFieldConditions(withCondition(conditions, id, condition)) })
    setOpen(undefined)
  }
  const picker = (only?: FilterOption['key']) => (
    <Suspense fallback={<p className="w-64 text-quiet">{t('filters.loading')}</p>}>
      <FilterPicker
        source={source}
        only={only}
        filters={filters}
        conditions={conditions}
        onStandard={setStandard}
        onCondition={setCondition}
      />
    </Suspense>
  )
  return (
    <div
      role="group"
      aria-label={t('filters.title')}
      // A few chips share one line and shrink, so that adding one does not move the table; if there
      // is no room beside the search, they take a separate line.
      className={`filter-bar ${count > 0 ? 'filter-chips' : ''} ${count > maxInLine ? 'sm:flex-wrap' : ''}`}
    >
      {/* The button keeps its width: chips shrink. */}
      <span className="shrink-0">
        <Popover
          label={t('filters.add')}
          isOpen={open === 'new'}
          onClose={close}
          trigger={
            <Button
              ref={add}
              id="add-filter"
              look="quiet"
              className="folds"
              title={t('filters.add')}
              aria-haspopup="dialog"
              aria-expanded={open === 'new'}
              onClick={() => setOpen(open === 'new' ? undefined : 'new')}
            >
              <ListFilter aria-hidden className="size-4" />
              <span>{t('filters.add')}</span>
            </Button>
          }
        >
          {picker()}
        </Popover>
      </span>
      {/* Before the chips, which are loaded later and would push it. */}
      {hasFilters(filters) && (
        <Button look="quiet" className="shrink-0 px-2 text-quiet" onClick={onClear}>
          {t('contacts.clearFilters')}
        </Button>
      )}
      {hasFilters(filters) && (
        <Suspense fallback={<span className="h-control" />}>
          <FilterChips
            source={source}
            filters={filters}
            names={names}
            conditions={conditions}
            open={open}
            onOpen={(key) => setOpen(open === key ? undefined : key)}
            onClose={close}
            onRemove={(item) => {
              if (typeof item === 'number') setCondition(item, undefined)
              else setStandard(item, undefined)
              add.current?.focus() // the chip is unmounted; the focus moves to the add button
            }}
            renderPicker={picker}
          />
        </Suspense>
      )}
    </div>
  )
}
