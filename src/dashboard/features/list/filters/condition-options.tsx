import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Facets } from '#contract/api/facets.ts'
import type { Source } from '#contract/api/sources.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { nextPosition } from '#dashboard/ui/options-keys.ts'
import { OptionsList, entryId, type Entry } from '#dashboard/ui/options-list.tsx'
import { findOptions, optionNamed, type SelectOption } from '#dashboard/ui/options-search.ts'
import { OptionsSearchBox } from '#dashboard/ui/options-search-box.tsx'
import { facetPartOf, operatorChoices, type Draft } from './condition-draft.ts'
import type { useConditionLabels } from './condition-labels.ts'
import { conditionQueries } from './condition-queries.ts'
import { takeFocus } from './filter-option-list.tsx'

type Props = {
  source: Source
  /** What values are counted by. */
  query: ContactsQuery
  attribute: Attribute
  draft: Draft
  labels: ReturnType<typeof useConditionLabels>
  onDraft: (draft: Draft) => void
}

// Of the options for contacts without a value, and for those of which it is unknown.
const emptyValue = '' // no value is empty
const unknownValue = '\0'

/** The values of an attribute with the number of contacts that have each, the most frequent first. */
export function ConditionOptions({ source, query, attribute, draft, labels, onDraft }: Props) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const list = useId()
  const [search, setSearch] = useState('')
  const [wanted, setWanted] = useState<string>()
  // Those that were selected when it opened come first, and do not move when they are clicked.
  const [first] = useState(draft.values)
  const { key } = attribute
  const part = facetPartOf(draft.op)
  const counted = useQuery({
    ...conditionQueries.facets(source.id, query, { key, part }),
    enabled: source.capabilities.operators,
  })
  const format = new Intl.NumberFormat(i18n.language)
  const values = optionsOf(counted.data, part ? [] : attribute.options, [...first, ...draft.values])
  const options = values.map(({ value, label, count }): SelectOption => ({
    value,
    text: textOf({ value, label }),
    ...(count !== undefined && { detail: format.format(count) }),
  }))
  const inOrder = [
    ...options.filter(({ value }) => first.includes(value)),
    ...options.filter(({ value }) => !first.includes(value)),
  ]
  const found = findOptions(inOrder, search.trim())
  // Picked instead of values, it makes the condition "is empty".
  const hasEmpty = draft.op === 'in' && search.trim() === '' && (counted.data?.empty ?? 0) > 0
  const unknown = draft.op === 'in' && search.trim() === '' ? (counted.data?.unknown ?? 0) : 0
  const isText = operatorChoices(attribute).includes('contains') && draft.op !== 'domain'
  const canSearch = isText && search.trim() !== '' && !optionNamed(inOrder, search.trim())
  const entries: Entry[] = [
    ...found.map((option): Entry => ({ kind: 'option', key: `o${option.value}`, option })),
    ...(hasEmpty && counted.data
      ? [
          {
            kind: 'option',
            key: 'empty',
            option: {
              value: emptyValue,
              text: t('filters.noValue'),
              detail: format.format(counted.data.empty),
            },
          } satisfies Entry,
        ]
      : []),
    ...(unknown > 0
      ? [
          {
            kind: 'option',
            key: 'unknown',
            option: {
              value: unknownValue,
              text: t('filters.unknownValue'),
              detail: format.format(unknown),
            },
          } satisfies Entry,
        ]
      : []),
    ...(canSearch ? [{ kind: 'create', key: 'create', text: search.trim() } satisfies Entry] : []),
  ]
  const current = Math.max(
    0,
    entries.findIndex((entry) => entry.key === wanted),
  )
  const active = entries[current]

  function textOf({ value, label }: { value: string; label: string | null }): string {
    if (attribute.kind === 'flag') return t(value === 'true' ? 'contacts.yes' : 'contacts.no')
    if (part === 'country') return `+${value}`
    if (label !== null) return label
    if (attribute.kind === 'company') return labels.companyName(value)
    return attribute.kind === 'user' ? `#${value}` : value
  }
  const select = (entry: Entry | undefined) => {
    if (!entry) return
    if (entry.kind === 'create') return onDraft({ ...draft, op: 'contains', values: [entry.text] })
    const { value, text } = entry.option
    if (value === emptyValue) return onDraft({ ...draft, op: 'empty', values: [] })
    if (value === unknownValue) return onDraft({ ...draft, op: 'unknown', values: [] })
    // The chip shows the name at once.
    if (key === 'company')
      client.setQueryData(conditionQueries.companyName(source.id, value).queryKey, text)
    const isSelected = draft.values.includes(value)
    const next = isSelected
      ? draft.values.filter((item) => item !== value)
      : [...draft.values, value]
    onDraft({ ...draft, values: next })
  }
  const press = (event: KeyboardEvent) => {
    const { key: pressed, nativeEvent } = event
    if (nativeEvent.isComposing) return
    const next = nextPosition(nativeEvent, current, entries.length, search !== '')
    if (next !== undefined) setWanted(entries[next]?.key)
    else if (pressed === 'Enter') select(active)
    else return
    event.preventDefault()
  }
  return (
    <div
      data-loading={counted.isLoading || undefined}
      className="flex min-h-0 flex-col border-t border-line"
    >
      <OptionsSearchBox
        ref={takeFocus}
        role="combobox"
        label={t('filters.find')}
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active && entryId(list, active)}
        value={search}
        onChange={({ target }) => {
          setSearch(target.value)
          setWanted(undefined)
        }}
        onKeyDown={press}
      />
      <OptionsList
        id={list}
        label={labels.nameOf(key)}
        entries={entries}
        active={active}
        selected={draft.values}
        isMany
        isFocusable={false}
        createText={(text) => t('filters.containsText', { text })}
        onActive={(entry) => setWanted(entry.key)}
        onSelect={select}
      />
      <p
        role="status"
        className="shrink-0 border-t border-line px-3 py-2 text-meta text-quiet empty:hidden"
      >
        {counted.isError
          ? messageFor(counted.error).text
          : counted.isLoading
            ? t('filters.loading')
            : entries.length === 0
              ? t('filters.none')
              : counted.data?.hasMore
                ? t('filters.topValues', { count: counted.data.items.length })
                : ''}
      </p>
    </div>
  )
}

type Counted = { value: string; label: string | null; count: number | undefined }

/** The counted values, then what nobody has: other options of the account, and selected values. */
function optionsOf(
  counted: Facets | undefined,
  known: Attribute['options'],
  selected: string[],
): Counted[] {
  const items = counted?.items ?? []
  const listed = new Set(items.map(({ value }) => value))
  // What is not listed may be less frequent than those that are.
  const count = counted && !counted.hasMore ? 0 : undefined
  const labels = new Map(known.map(({ id, label }) => [String(id), label]))
  const others = [...new Set([...selected, ...labels.keys()])].filter((value) => !listed.has(value))
  return [
    ...items.map((item) => ({ ...item, label: labels.get(item.value) ?? item.label })),
    ...others.map((value) => ({ value, label: labels.get(value) ?? null, count })),
  ]
}
