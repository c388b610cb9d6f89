import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { readFieldConditions, type FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { printFieldConditions, withCondition } from '#dashboard/domain/filter-changes.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { FieldEditor, StandardEditor } from './filter-editor.tsx'
import { OptionList, takeLostFocus } from './filter-option-list.tsx'
import { filterOptionsOf, groupOf, type FilterOption } from './filter-options.ts'
import type { FilterProps } from './filter-bar.tsx'

type Props = FilterProps & {
  /** The filter to edit; omitted: starts with the list of filters. */
  only?: FilterOption['key']
  onDone: () => void
}

/** Selects a filter, then edits it. */
export function FilterPicker(props: Props) {
  const { source, query, only, onChange, onDone } = props
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const hasFields = source.capabilities.filters.includes('fields')
  const fields = useQuery({ ...directoryQueries.fields(source.id), enabled: hasFields })
  const [selected, setSelected] = useState<FilterOption['key'] | undefined>(only)
  const options = filterOptionsOf(source.capabilities, fields.data?.items ?? [])
  const option = options.find(({ key }) => key === selected)
  const { filters } = query
  const conditions = readFieldConditions(filters.fields)
  const apply = (change: FilterTexts) => {
    onChange(change)
    onDone()
  }
  const nameOf = (item: FilterOption): string =>
    item.name === 'fields' ? item.field.name : t(`filters.names.${item.name}`)

  if (!option)
    return only ? (
      <p className="w-64 text-quiet">
        {fields.isError ? messageFor(fields.error).text : t('filters.loading')}
      </p>
    ) : (
      <OptionList
        options={options.map((item) => ({
          key: item.key,
          name: nameOf(item),
          group: groupOf(item),
        }))}
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
          onApply={(condition) => {
            const next = withCondition(conditions, option.field.id, condition)
            apply({ fields: printFieldConditions(next) })
          }}
        />
      ) : (
        <StandardEditor
          key={option.key}
          source={source}
          name={option.name}
          text={filters[option.name]}
          onApply={(text) => apply({ [option.name]: text })}
        />
      )}
    </div>
  )
}
