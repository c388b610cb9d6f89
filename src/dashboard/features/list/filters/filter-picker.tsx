import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { foldText } from '#contract/model/search-key.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import type { FieldCondition, FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { FieldEditor, StandardEditor } from './filter-editor.tsx'
import {
  filterGroups,
  filterOptionsOf,
  optionsIn,
  type FilterOption,
  type StandardFilter,
} from './filter-options.ts'

type Props = {
  source: Source
  /** The filter to edit; omitted: starts with the list of filters. */
  only: FilterOption['key'] | undefined
  filters: FilterTexts
  conditions: FieldCondition[]
  onStandard: (name: StandardFilter, text: string | undefined) => void
  onCondition: (id: number, condition: FieldCondition | undefined) => void
}

/** Selects a filter, then edits it. */
export function FilterPicker(props: Props) {
  const { source, only, filters, conditions, onStandard, onCondition } = props
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const hasFields = source.capabilities.filters.includes('fields')
  const fields = useQuery({ ...directoryQueries.fields(source.id), enabled: hasFields })
  const [selected, setSelected] = useState<FilterOption['key'] | undefined>(only)
  const options = filterOptionsOf(source.capabilities, fields.data?.items ?? [])
  const option = options.find(({ key }) => key === selected)
  const nameOf = (item: FilterOption): string =>
    item.name === 'fields' ? item.field.name : t(`filters.names.${item.name}`)

  if (!option)
    return only ? (
      <p className="w-64 text-quiet">
        {fields.isError ? messageFor(fields.error).text : t('filters.loading')}
      </p>
    ) : (
      <OptionList
        options={options}
        nameOf={nameOf}
        onSelect={setSelected}
        note={
          fields.isError
            ? messageFor(fields.error).text
            : hasFields && !fields.data
              ? t('filters.loading')
              : undefined
        }
      />
    )
  return (
    <div className="w-72 max-sm:w-auto">
      <div className="mb-2 flex items-center gap-1">
        {!only && (
          <button
            type="button"
            aria-label={t('filters.back')}
            onClick={() => setSelected(undefined)}
            className="inline-flex size-7 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-4" />
          </button>
        )}
        <h2 ref={takeLostFocus} tabIndex={-1} className="min-w-0 truncate font-strong">
          {nameOf(option)}
        </h2>
      </div>
      {option.name === 'fields' ? (
        <FieldEditor
          key={option.key}
          source={source}
          field={option.field}
          kind={option.kind}
          condition={conditions.find(({ id }) => id === option.field.id)}
          onApply={(condition) => onCondition(option.field.id, condition)}
        />
      ) : (
        <StandardEditor
          key={option.key}
          source={source}
          name={option.name}
          text={filters[option.name]}
          onApply={(text) => onStandard(option.name, text)}
        />
      )}
    </div>
  )
}

const manyOptions = 8 // more than are found at a glance

function OptionList(props: {
  options: FilterOption[]
  nameOf: (option: FilterOption) => string
  onSelect: (key: FilterOption['key']) => void
  note: string | undefined
}) {
  const { options, nameOf, onSelect, note } = props
  const { t } = useTranslation(['translation', 'setup'])
  const [wanted, setWanted] = useState('')
  const fitting = options.filter((option) => foldText(nameOf(option)).includes(foldText(wanted)))
  const groups = filterGroups
    .map((group) => ({ group, items: optionsIn(fitting, group) }))
    .filter(({ items }) => items.length > 0)
  const first = groups[0]?.items[0]
  const isWide = optionsIn(options, 'fields').length > 0 || note !== undefined
  return (
    <div className={`max-sm:w-auto ${isWide ? 'w-112' : 'w-56'}`}>
      {(options.length > manyOptions || note) && (
        <input
          ref={takeLostFocus}
          type="text"
          aria-label={t('filters.find')}
          placeholder={t('filters.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first) onSelect(first.key)
          }}
          className="mb-2 h-control w-full rounded border border-strong bg-surface px-2.5 placeholder:text-quiet"
        />
      )}
      {/* The account's own fields, of which there may be many, have a column of their own. */}
      <ul aria-label={t('filters.title')} className={isWide ? 'gap-x-2 sm:columns-2' : ''}>
        {groups.map(({ group, items }) => (
          <li
            key={group}
            className={`mb-2 last:mb-0 ${group === 'fields' ? 'sm:break-before-column' : 'break-inside-avoid'}`}
          >
            <h2 id={`filters-${group}`} className="px-2.5 py-1 text-meta font-medium text-quiet">
              {t(`filters.groups.${group}`)}
            </h2>
            <ul aria-labelledby={`filters-${group}`}>
              {items.map((option) => (
                <li key={option.key}>
                  <button
                    type="button"
                    ref={option === options[0] ? takeLostFocus : undefined}
                    onClick={() => onSelect(option.key)}
                    title={nameOf(option)}
                    className="block min-h-7 w-full truncate rounded px-2.5 py-1 text-start hover:bg-sunken pointer-coarse:min-h-11"
                  >
                    {nameOf(option)}
                  </button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {fitting.length === 0 && !note && <p className="px-2.5 text-quiet">{t('filters.none')}</p>}
      {note && <p className="px-2.5 pt-1 text-quiet">{note}</p>}
    </div>
  )
}

/** The list and the editor replace each other, so the focus is moved to the new one. */
function takeLostFocus(element: HTMLElement | null): void {
  if (element && document.activeElement === document.body) element.focus()
}
