import { X } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conditionsOf, operandOf } from '#contract/api/where.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import { Popover } from '#dashboard/ui/popover.tsx'
import { OptionsOpener } from '#dashboard/ui/select.tsx'
import {
  draftOf,
  editorOf,
  operatorChoices,
  toTerm,
  withOperator,
  type Draft,
} from './condition-draft.ts'
import { fullText, shortText, useConditionLabels, type ConditionLabel } from './condition-labels.ts'
import { useConditionSession } from './condition-session.ts'
import { ConditionTerm } from './condition-term.tsx'
import type { FilterProps } from './filter-bar.tsx'
import { toFilterTexts, type ListFilter } from './where-terms.ts'

type Props = FilterProps & { filter: ListFilter; onRemoved: () => void }

/** A chip per condition and group, which opens its editor. */
export function ConditionChips({ source, query, filter, onChange, onRemoved }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const editing = useConditionSession(onChange)
  const { session, begin, end } = editing
  // What is edited has its place also while it is incomplete.
  const terms = (session?.filter ?? filter).terms.map((term, index) =>
    session?.index === index ? session.parts : conditionsOf(term).map(draftOf),
  )
  const labels = useConditionLabels(source, terms.flat())
  // At first with all names: what comes later would move the chips that follow.
  const [isShown, setIsShown] = useState(!labels.isNaming)
  if (!isShown && !labels.isNaming) setIsShown(true)
  const close = () => {
    const isGone = session !== undefined && toTerm(session.parts) === undefined
    end()
    if (isGone) onRemoved()
  }
  const remove = (index: number) => {
    end()
    const rest = { ...filter, terms: filter.terms.toSpliced(index, 1) }
    onChange(toFilterTexts(rest, noFilters))
    onRemoved()
  }
  const open = (index: number, parts: Draft[]) =>
    begin({ index, filter, parts, view: parts.length > 1 ? 'parts' : 0 })
  /** What is not complete without a value asks for it. */
  const changeOperator = (index: number, draft: Draft) => {
    const term = toTerm([draft])
    if (!term) return begin({ index, filter, parts: [draft], view: 0 }, true)
    end()
    onChange(toFilterTexts({ ...filter, terms: filter.terms.with(index, term) }, noFilters))
  }
  if (!isShown) return null
  return terms.map((parts, index) => {
    const shown = parts.map(labels.labelOf)
    const names = [...new Set(shown.map(({ name }) => name))].join(', ')
    const isOpen = session?.index === index
    const [draft] = parts
    const [label] = shown
    const whole = shown.map(fullText).join(` ${t('filters.or')} `)
    const toggle = () => (isOpen ? close() : open(index, parts))
    const only = parts.length === 1 && draft && label ? { draft, label } : undefined
    return (
      <Popover
        // Its place identifies it: its conditions change, and others may have the same attribute.
        key={String(index)}
        label={parts.length === 1 ? names : t('filters.anyOf')}
        isOpen={isOpen}
        onClose={close}
        className="condition-panel"
        trigger={
          <span className="condition-chip" data-open={isOpen || undefined}>
            <button
              type="button"
              aria-haspopup="dialog"
              aria-expanded={isOpen}
              aria-label={shown.map(shortText).join(` ${t('filters.or')} `)}
              data-tip={whole}
              onClick={toggle}
            >
              {only ? <i>{only.label.name}</i> : <ChipText labels={shown} or={t('filters.or')} />}
            </button>
            {only && (
              <ChipCondition
                {...only}
                attribute={labels.find(only.draft.key)}
                tip={whole}
                onOpen={toggle}
                onOperator={(next) => changeOperator(index, next)}
              />
            )}
            <button
              type="button"
              aria-label={t('filters.remove', { name: names })}
              data-tip=""
              onClick={() => remove(index)}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        }
      >
        <ConditionTerm source={source} query={query} editing={editing} labels={labels} />
      </Popover>
    )
  })
}

/** The operator, which is changed here, and the values of a condition. */
function ChipCondition(props: {
  draft: Draft
  label: ConditionLabel
  attribute: Attribute | undefined
  tip: string
  onOpen: () => void
  onOperator: (draft: Draft) => void
}) {
  const { draft, label, attribute, tip, onOpen, onOperator } = props
  const { t } = useTranslation(['translation', 'setup'])
  const isTime = attribute !== undefined && editorOf(attribute, 'range') === 'days'
  const hasValues = operandOf[draft.op] !== 'nothing'
  return (
    <>
      {attribute ? (
        <OptionsOpener
          label={t('filters.operatorOf', { name: label.name })}
          className="condition-op"
          panel={{
            options: operatorChoices(attribute).map((value) => ({
              value,
              text: t(`filters.operators.${isTime && value === 'range' ? 'within' : value}`),
            })),
            // A period is a range of days that is given by a name.
            selected: [draft.op === 'within' ? 'range' : draft.op],
            onSelect: (value) => {
              const op = operatorChoices(attribute).find((choice) => choice === value)
              if (op && op !== draft.op) onOperator(withOperator(draft, op, attribute))
            },
          }}
        >
          {label.operator}
        </OptionsOpener>
      ) : (
        <span className="condition-op">{label.operator}</span>
      )}
      {hasValues && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a larger target of the button with the name, which says it all
        <span aria-hidden data-tip={tip} className="condition-values" onClick={onOpen}>
          <Values values={label.values} />
        </span>
      )}
    </>
  )
}

const Values = ({ values: [first = '…', ...others] }: { values: string[] }) => (
  <>
    {first}
    {others.length > 0 && `, +${others.length}`}
  </>
)

/** Of each condition the first value, and the number of others. In one piece: it is cut as a whole. */
const ChipText = ({ labels, or }: { labels: ConditionLabel[]; or: string }) => (
  <span>
    {labels.map(({ lead, values }, index) => (
      <Fragment key={index}>
        {index > 0 && (
          <>
            {' '}
            <i>{or}</i>{' '}
          </>
        )}
        <i>{lead}</i> <Values values={values} />
      </Fragment>
    ))}
  </span>
)
