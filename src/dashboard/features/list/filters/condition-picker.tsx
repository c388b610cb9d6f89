import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Attribute, AttributeGroup } from '#contract/model/attribute.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { newDraft } from './condition-draft.ts'
import { useConditionLabels } from './condition-labels.ts'
import { useConditionSession } from './condition-session.ts'
import type { FilterProps } from './filter-bar.tsx'
import { OptionList } from './filter-option-list.tsx'
import type { FilterGroup } from './filter-options.ts'
import { toListFilter } from './where-terms.ts'

const groups: Record<AttributeGroup, FilterGroup> = {
  identity: 'contact',
  contact: 'contact',
  work: 'work',
  links: 'work',
  history: 'history',
  fields: 'fields',
}

/** `ID` is an attribute of the contact for who looks for it, whatever it is grouped with elsewhere. */
const groupOf = ({ key, group }: Attribute): FilterGroup =>
  key === 'id' ? 'contact' : key === 'nextTaskAt' ? 'work' : groups[group]

/** Selects an attribute, then edits a new condition on it. */
export function ConditionPicker({ source, query, onChange }: FilterProps) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const { session, begin, change, end } = useConditionSession(onChange)
  const labels = useConditionLabels(source, session ? [session.draft] : [])
  const { attributes, fields, find, nameOf } = labels
  const attribute = session && find(session.draft.key)
  if (!session || !attribute)
    return (
      <OptionList
        options={attributes.map((item) => ({
          key: item.key,
          name: nameOf(item.key),
          group: groupOf(item),
        }))}
        onSelect={(key) => {
          const selected = attributes.find((item) => item.key === key)
          if (!selected) return
          const filter = toListFilter(query.filters)
          begin({ index: filter.terms.length, filter, draft: newDraft(selected) })
        }}
        note={
          fields.isError
            ? messageFor(fields.error).text
            : fields.data
              ? undefined
              : t('filters.loading')
        }
      />
    )
  return (
    // The list has a padding of its own.
    <div className="condition-panel -m-3">
      <ConditionEditor
        source={source}
        query={query}
        filter={session.filter}
        attribute={attribute}
        name={nameOf(attribute.key)}
        draft={session.draft}
        labels={labels}
        onDraft={change}
        back={
          <button
            type="button"
            aria-label={t('filters.back')}
            onClick={end}
            className="icon-square"
          >
            <ArrowLeft aria-hidden className="size-4" />
          </button>
        }
      />
    </div>
  )
}
