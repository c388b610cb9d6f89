import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { readFieldConditions, type FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { printFieldConditions, withCondition } from '#dashboard/domain/filter-changes.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { Popover } from '#dashboard/ui/popover.tsx'
import { ChipsFold } from './chips-fold.tsx'
import { ConditionChips } from './condition-chips.tsx'
import type { FilterProps } from './filter-bar.tsx'
import { useFilterLabels } from './filter-labels.ts'
import type { FilterOption, StandardFilter } from './filter-options.ts'
import { FilterPicker } from './filter-picker.tsx'
import { toListFilter } from './where-terms.ts'

type Props = FilterProps & { onRemoved: () => void }

/** A chip per active filter, which opens its editor. */
export function FilterChips(props: Props) {
  const { source, query } = props
  const filter =
    source.capabilities.operators || query.filters.where !== undefined
      ? toListFilter(query.filters)
      : undefined
  return (
    <ChipsFold>
      {filter && <ConditionChips {...props} filter={filter} />}
      <StandardChips {...props} filters={filter?.rest ?? query.filters} />
    </ChipsFold>
  )
}

/** A chip per filter that is no condition. */
function StandardChips({ filters, ...props }: Props & { filters: FilterTexts }) {
  const { source, onChange, onRemoved } = props
  const [open, setOpen] = useState<FilterOption['key']>()
  const names = source.capabilities.filters.filter((name): name is StandardFilter =>
    name === 'fields' ? false : filters[name] !== undefined,
  )
  const conditions = readFieldConditions(filters.fields)
  const remove = (item: StandardFilter | number) => {
    setOpen(undefined)
    onChange(
      typeof item === 'number'
        ? { fields: printFieldConditions(withCondition(conditions, item, undefined)) }
        : { [item]: undefined },
    )
    onRemoved()
  }
  const { bots } = source.capabilities
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
  const client = useQueryClient()
  const isAwaited = ({ queryKey }: { queryKey: readonly unknown[] }) =>
    client.getQueryState(queryKey)?.status === 'pending'
  const isNaming =
    (hasUsers && isAwaited(directoryQueries.users(source.id))) ||
    (conditions.length > 0 && isAwaited(directoryQueries.fields(source.id))) ||
    (hasDays && isAwaited(directoryQueries.account(source.id)))
  // At first with all names and days: what comes later would move the chips that follow.
  const [isShown, setIsShown] = useState(!isNaming)
  if (!isShown && !isNaming) setIsShown(true)
  if (!isShown) return null
  const chip = (
    key: FilterOption['key'],
    item: StandardFilter | number,
    label: string,
    text: string,
  ) => (
    <FilterChip
      key={key}
      label={label}
      text={text}
      isOpen={open === key}
      onOpen={() => setOpen(open === key ? undefined : key)}
      onClose={() => setOpen(undefined)}
      onRemove={() => remove(item)}
    >
      <FilterPicker {...props} only={key} onDone={() => setOpen(undefined)} />
    </FilterChip>
  )
  return (
    <>
      {names.map((name) =>
        chip(name, name, labels.label(name), labels.textOf(name, filters[name] ?? '')),
      )}
      {conditions.map((condition) =>
        chip(
          `f${condition.id}`,
          condition.id,
          labels.fieldLabel(condition.id),
          labels.conditionText(condition),
        ),
      )}
    </>
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
        <span className="inline-flex h-control min-w-0 items-center max-sm:h-9 max-sm:shrink-0 rounded border border-line bg-surface hover:border-accent">
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            data-tip={`${label}: ${text}`}
            onClick={onOpen}
            className="h-full max-w-80 min-w-0 truncate rounded pl-2.5 pr-1"
          >
            {/* In one piece: it is cut as a whole. */}
            <span>
              <i className="text-quiet not-italic">{label}:</i> {text}
            </span>
          </button>
          <button
            type="button"
            aria-label={t('filters.remove', { name: label })}
            data-tip=""
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
