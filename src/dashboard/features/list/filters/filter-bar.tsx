import { useQuery } from '@tanstack/react-query'
import { ListFilter, X } from 'lucide-react'
import { Suspense, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  hasFilters,
  printFieldConditions,
  readFieldConditions,
  type FieldCondition,
  type FilterTexts,
} from '#dashboard/domain/contact-filters.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { withCondition, type FilterOption, type StandardFilter } from './filter-options.ts'
import { useFilterLabels } from './filter-labels.ts'

const FilterPicker = lazyPart(() => import('./filter-picker.tsx'), 'FilterPicker')

type Props = {
  source: Source
  filters: FilterTexts
  onChange: (change: FilterTexts) => void
  onClear: () => void
}

/** A chip per active filter, which opens its editor, and a button to add one. */
export function FilterBar({ source, filters, onChange, onClear }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<FilterOption['key'] | 'new'>()
  const add = useRef<HTMLButtonElement>(null)
  const { bots } = source.capabilities
  const names = source.capabilities.filters.filter((name): name is StandardFilter =>
    name === 'fields' ? false : filters[name] !== undefined,
  )
  const conditions = readFieldConditions(filters.fields)
  const hasUsers = names.some((n) => ['responsible', 'createdBy', 'updatedBy'].includes(n))
  const users = useQuery({ ...directoryQueries.users(source.id), enabled: hasUsers }).data?.items
  const fields = useQuery({
    ...directoryQueries.fields(source.id),
    enabled: conditions.length > 0,
  }).data?.items
  const hasDays =
    conditions.length > 0 ||
    names.some((n) => ['created', 'updated', 'nextTask', 'updatedSince'].includes(n))
  const account = useQuery({ ...directoryQueries.account(source.id), enabled: hasDays }).data
  const labels = useFilterLabels({ users, fields, bots, timeZone: account?.timeZone })
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
  const chip = (key: FilterOption['key'], label: string, text: string, onRemove: () => void) => (
    <FilterChip
      key={key}
      label={label}
      text={text}
      isOpen={open === key}
      onOpen={() => setOpen(open === key ? undefined : key)}
      onClose={close}
      onRemove={() => {
        onRemove()
        add.current?.focus() // the chip is unmounted; the focus moves to the add button
      }}
    >
      {picker(key)}
    </FilterChip>
  )
  return (
    <div role="group" aria-label={t('filters.title')} className="contents">
      <Popover
        label={t('filters.add')}
        isOpen={open === 'new'}
        onClose={close}
        trigger={
          <Button
            ref={add}
            id="add-filter"
            aria-haspopup="dialog"
            aria-expanded={open === 'new'}
            onClick={() => setOpen(open === 'new' ? undefined : 'new')}
          >
            <ListFilter aria-hidden className="size-4" />
            {t('filters.add')}
          </Button>
        }
      >
        {picker()}
      </Popover>
      {names.map((name) =>
        chip(name, labels.label(name), labels.textOf(name, filters[name] ?? ''), () =>
          setStandard(name, undefined),
        ),
      )}
      {conditions.map((condition) =>
        chip(
          `f${condition.id}`,
          labels.fieldLabel(condition.id),
          labels.conditionText(condition),
          () => setCondition(condition.id, undefined),
        ),
      )}
      {hasFilters(filters) && (
        <Button look="quiet" className="px-2 text-quiet" onClick={onClear}>
          {t('contacts.clearFilters')}
        </Button>
      )}
    </div>
  )
}

function FilterChip(props: {
  label: string
  text: string
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
  onRemove: () => void
  children: ReactNode
}) {
  const { label, text, isOpen, onOpen, onClose, onRemove, children } = props
  const { t } = useTranslation()
  return (
    <Popover
      label={label}
      isOpen={isOpen}
      onClose={onClose}
      trigger={
        <span className="inline-flex h-control min-w-0 items-center rounded border border-accent bg-tint">
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            title={`${label}: ${text}`}
            onClick={onOpen}
            className="h-full max-w-80 min-w-0 truncate rounded pl-2.5 pr-1"
          >
            <span className="text-quiet">{label}:</span> {text}
          </button>
          <button
            type="button"
            aria-label={t('filters.remove', { name: label })}
            onClick={onRemove}
            className="inline-flex h-full w-7 shrink-0 items-center justify-center rounded text-quiet hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      }
    >
      {children}
    </Popover>
  )
}
