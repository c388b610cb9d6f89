import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import type { FieldCondition, FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { Popover } from '#dashboard/ui/popover.tsx'
import { useFilterLabels } from './filter-labels.ts'
import type { FilterOption, StandardFilter } from './filter-options.ts'

type Props = {
  source: Source
  filters: FilterTexts
  /** The standard filters that are set. */
  names: StandardFilter[]
  conditions: FieldCondition[]
  open: FilterOption['key'] | 'new' | undefined
  onOpen: (key: FilterOption['key']) => void
  onClose: () => void
  /** Called with the name of a standard filter, or the id of a custom field. */
  onRemove: (item: StandardFilter | number) => void
  renderPicker: (only: FilterOption['key']) => ReactNode
}

/** A chip per active filter, which opens its editor. */
export function FilterChips(props: Props) {
  const { source, filters, names, conditions, open, onOpen, onClose, onRemove } = props
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
  // With all names and days at once: what comes later would move the chips that follow.
  const isNaming =
    (hasUsers && isAwaited(directoryQueries.users(source.id))) ||
    (conditions.length > 0 && isAwaited(directoryQueries.fields(source.id))) ||
    (hasDays && isAwaited(directoryQueries.account(source.id)))
  if (isNaming) return null
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
      onOpen={() => onOpen(key)}
      onClose={onClose}
      onRemove={() => onRemove(item)}
    >
      {props.renderPicker(key)}
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
        <span className="inline-flex h-control min-w-0 items-center max-sm:h-9 max-sm:shrink-0 rounded border border-accent bg-tint">
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
