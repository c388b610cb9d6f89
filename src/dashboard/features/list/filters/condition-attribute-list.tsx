import { useTranslation } from 'react-i18next'
import type { Attribute, AttributeGroup, AttributeKey } from '#contract/model/attribute.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import type { useConditionLabels } from './condition-labels.ts'
import { operatorChoices } from './condition-draft.ts'
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
  /** Those that come first. */
  often?: readonly AttributeKey[]
  onSelect: (attribute: Attribute) => void
  /** Asks whether an attribute has a value. */
  onPresence?: (key: AttributeKey, op: 'empty' | 'filled') => void
}

/** What a condition can be about. */
export function ConditionAttributes({ labels, often = [], onSelect, onPresence }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const messageFor = useProblemMessages()
  const { attributes, fields, nameOf } = labels
  const presenceOf = (item: Attribute) =>
    (['empty', 'filled'] as const)
      .filter((op) => operatorChoices(item).includes(op))
      .map((op) => ({
        key: op,
        text: t(`filters.quick.${op}`),
        label: `${nameOf(item.key)} ${t(`filters.is.${op}`)}`,
        onSelect: () => onPresence?.(item.key, op),
      }))
  const rankOf = ({ key }: Attribute) => (often.includes(key) ? often.indexOf(key) : often.length)
  return (
    <OptionList
      options={attributes
        .toSorted((a, b) => rankOf(a) - rankOf(b))
        .map((item) => ({
          key: item.key,
          name: nameOf(item.key),
          group: often.includes(item.key) ? ('often' as const) : groupOf(item),
          ...(onPresence && { quick: presenceOf(item) }),
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
