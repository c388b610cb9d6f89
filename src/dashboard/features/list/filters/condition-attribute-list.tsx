import { useTranslation } from 'react-i18next'
import type { Attribute, AttributeGroup } from '#contract/model/attribute.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import type { useConditionLabels } from './condition-labels.ts'
import { OptionList } from './filter-option-list.tsx'
import type { FilterGroup } from './filter-options.ts'

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

type Props = {
  labels: Pick<ReturnType<typeof useConditionLabels>, 'attributes' | 'fields' | 'nameOf'>
  onSelect: (attribute: Attribute) => void
}

/** What a condition can be about. */
export function ConditionAttributes({ labels, onSelect }: Props) {
  const { t } = useTranslation()
  const messageFor = useProblemMessages()
  const { attributes, fields, nameOf } = labels
  return (
    <OptionList
      options={attributes.map((item) => ({
        key: item.key,
        name: nameOf(item.key),
        group: groupOf(item),
      }))}
      onSelect={(key) => {
        const selected = attributes.find((item) => item.key === key)
        if (selected) onSelect(selected)
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
}
