import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { operandOf, type Operator } from '#contract/api/where.ts'
import { parseDecimal } from '#contract/model/decimal.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { cleanContactPoint } from '#contract/model/value-kinds/contact-points-kind.ts'
import { noFilters, type ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { editorOf, operatorChoices, withOperator, type Draft } from './condition-draft.ts'
import { ConditionOptions } from './condition-options.tsx'
import { ConditionDays, ConditionNumbers } from './condition-ranges.tsx'
import { ConditionTexts } from './condition-texts.tsx'
import type { useConditionLabels } from './condition-labels.ts'
import { takeFocus } from './filter-option-list.tsx'
import { toFilterTexts, type ListFilter } from './where-terms.ts'

type Props = {
  source: Source
  query: ContactsQuery
  /** The filter without this condition, by which values are counted. */
  filter: ListFilter
  attribute: Attribute
  name: string
  draft: Draft
  labels: ReturnType<typeof useConditionLabels>
  /** `isTyped`: more may follow at once. */
  onDraft: (draft: Draft, isTyped?: boolean) => void
  /** The way back to the list of attributes. */
  back?: ReactNode
}

/** The operator of a condition, and its values. */
export function ConditionEditor(props: Props) {
  const { attribute, name, draft, onDraft, back } = props
  const { t } = useTranslation(['translation', 'setup'])
  const choices = operatorChoices(attribute)
  // A period is a range of days that is given by a name.
  const shown: Operator = draft.op === 'within' ? 'range' : draft.op
  const isTime = editorOf(attribute, 'range') === 'days'
  return (
    <div className="grid min-w-0">
      <div className="flex min-w-0 items-center gap-2 p-2 ps-3">
        {back}
        <h2 className="min-w-0 truncate font-strong">{name}</h2>
        <SelectBox
          label={t('filters.operator')}
          className="select-box select-quiet ms-auto shrink-0 pointer-coarse:min-h-11"
          hasSearch={false}
          value={shown}
          options={choices.map((value) => ({
            value,
            text: t(`filters.operators.${isTime && value === 'range' ? 'within' : value}`),
          }))}
          onChange={(op) => onDraft(withOperator(draft, op, attribute))}
        />
      </div>
      <ConditionValues {...props} />
    </div>
  )
}

const hints = {
  empty: 'filters.emptyHint',
  filled: 'filters.filledHint',
  unknown: 'filters.unknownHint',
} as const

/** The editor of an operator's values. */
function ConditionValues({ source, query, filter, attribute, draft, labels, ...props }: Props) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const { onDraft } = props
  const id = useId()
  const editor = editorOf(attribute, draft.op)
  const { from, to } = draft
  switch (editor) {
    case 'options':
      return (
        <ConditionOptions
          key={draft.op}
          source={source}
          query={{ ...query, filters: toFilterTexts(filter, noFilters) }}
          attribute={attribute}
          draft={draft}
          labels={labels}
          onDraft={onDraft}
        />
      )
    case 'texts':
    case 'decimals':
      return (
        <ConditionTexts
          key={draft.op}
          label={t(`filters.operators.${draft.op}`)}
          hint={t(editor === 'texts' ? 'filters.textsHint' : 'filters.numbersHint')}
          values={draft.values}
          isNumeric={editor === 'decimals'}
          read={(typed) => {
            if (editor === 'texts')
              // The beginning or a part of a phone is no phone.
              return attribute.kind === 'contactPoints' && operandOf[draft.op] === 'values'
                ? cleanContactPoint(typed)
                : cleanText(typed)
            const parsed = parseDecimal(typed, { isCommaDecimal: i18n.language === 'ru' })
            return 'decimal' in parsed ? parsed.decimal : undefined
          }}
          onValues={(values, isTyped) => onDraft({ ...draft, values }, isTyped)}
        />
      )
    case 'numbers':
    case 'counts':
      return (
        <ConditionNumbers
          key={draft.op}
          range={{ from, to }}
          isWhole={editor === 'counts'}
          onRange={(range) => onDraft({ ...draft, ...range }, true)}
        />
      )
    case 'days':
      return (
        <ConditionDays
          id={id}
          attribute={attribute}
          draft={draft}
          timeZone={labels.timeZone}
          onDraft={onDraft}
        />
      )
    case 'none':
      return (
        <p ref={takeFocus} tabIndex={-1} className="px-3 pb-3 text-quiet">
          {t(hints[draft.op === 'empty' || draft.op === 'unknown' ? draft.op : 'filled'])}
        </p>
      )
    case null:
      return null
  }
}
