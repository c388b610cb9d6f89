import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { conditionsOf } from '#contract/api/where.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Source } from '#contract/api/sources.ts'
import { readAddress } from '#dashboard/domain/address-search.ts'
import { readLayout } from '#dashboard/domain/contact-columns.ts'
import { readFieldConditions, filterParts } from '#dashboard/domain/contact-filters.ts'
import { contactsSearch } from '#dashboard/domain/contacts-search.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { parseSearch } from '#dashboard/domain/search-text.ts'
import { draftOf } from '#dashboard/features/list/filters/condition-draft.ts'
import { fullText, useConditionLabels } from '#dashboard/features/list/filters/condition-labels.ts'
import { useConditionAttributes } from '#dashboard/features/list/filters/condition-attributes.ts'
import { useFilterLabels } from '#dashboard/features/list/filters/filter-labels.ts'
import { toListFilter } from '#dashboard/features/list/filters/where-terms.ts'

export const viewParts = ['search', 'filters', 'sort', 'columns', 'size'] as const
type ViewPart = (typeof viewParts)[number]

/** What a view shows, as texts by part; empty where it sets nothing. */
export function useViewParts(source: Source, address: string): Record<ViewPart, string> {
  const { t } = useTranslation()
  const asked = readAddress(contactsSearch, parseSearch(address))
  const { terms, rest } = toListFilter(
    Object.fromEntries(filterParts.map((name) => [name, asked[name]])),
  )
  const conditions = useConditionLabels(source, terms.flatMap(conditionsOf).map(draftOf))
  const { nameOf, users, fields } = useConditionAttributes(source)
  const account = useQuery(directoryQueries.account(source.id))
  const labels = useFilterLabels({
    users,
    fields: fields.data?.items,
    bots: source.capabilities.bots,
    timeZone: account.data?.timeZone,
  })
  const anyOf = ` ${t('filters.or')} `
  const filters = [
    ...terms.map((term) =>
      conditionsOf(term)
        .map((condition) => fullText(conditions.labelOf(draftOf(condition))))
        .join(anyOf),
    ),
    ...readFieldConditions(rest.fields).map(
      (condition) => `${labels.fieldLabel(condition.id)}: ${labels.conditionText(condition)}`,
    ),
    ...filterParts.flatMap((name) => {
      const text = rest[name]
      if (text === undefined || name === 'where' || name === 'fields') return []
      return [`${labels.label(name)}: ${labels.textOf(name, text)}`]
    }),
    ...Object.keys(asked.notUnderstood ?? {}),
  ]
  return {
    search: asked.search,
    filters: filters.join('\n'),
    sort: readSort(asked.sort ?? '')
      .map(({ field, direction }) => `${nameOf(field)} ${direction === 'ascending' ? '↑' : '↓'}`)
      .join(', '),
    columns: readLayout(asked.columns, source.capabilities.knows)
      .map(({ id }) => nameOf(id))
      .join(', '),
    size: String(asked.size),
  }
}
