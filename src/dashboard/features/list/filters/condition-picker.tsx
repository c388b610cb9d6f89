import { useTranslation } from 'react-i18next'
import { maxTerms } from '#contract/api/where.ts'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import { ConditionAttributes } from './condition-attribute-list.tsx'
import { newDraft } from './condition-draft.ts'
import { useConditionLabels } from './condition-labels.ts'
import { useConditionSession } from './condition-session.ts'
import { ConditionTerm } from './condition-term.tsx'
import type { FilterProps } from './filter-bar.tsx'
import { oftenUsed, rememberUse } from './used-attributes.ts'
import { toFilterTexts, toListFilter } from './where-terms.ts'

type Props = FilterProps & { onDone: () => void }

/** Selects an attribute, then edits a new condition on it. */
export function ConditionPicker({ source, query, onChange, onDone }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const editing = useConditionSession(onChange)
  const { session, begin, end } = editing
  const labels = useConditionLabels(source, session?.parts ?? [])
  if (!session) {
    const filter = toListFilter(query.filters)
    const index = filter.terms.length
    if (index >= maxTerms)
      return <p className="w-64 text-quiet">{t('filters.limit', { count: maxTerms })}</p>
    return (
      <ConditionAttributes
        labels={labels}
        often={oftenUsed(
          source.id,
          labels.attributes.map(({ key }) => key),
        )}
        onSelect={(item) => {
          rememberUse(source.id, item.key)
          begin({ index, filter, parts: [newDraft(item)], view: 0 })
        }}
        onPresence={(key, op) => {
          rememberUse(source.id, key)
          const terms = [...filter.terms, { key, op }]
          onChange(toFilterTexts({ ...filter, terms }, noFilters))
          onDone()
        }}
      />
    )
  }
  return (
    // The list has a padding of its own.
    <div className="condition-panel -m-3">
      <ConditionTerm source={source} query={query} editing={editing} labels={labels} onBack={end} />
    </div>
  )
}
