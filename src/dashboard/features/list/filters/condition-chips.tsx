import { X } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conditionsOf } from '#contract/api/where.ts'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import { Popover } from '#dashboard/ui/popover.tsx'
import { draftOf, toTerm, type Draft } from './condition-draft.ts'
import { fullText, useConditionLabels, type ConditionLabel } from './condition-labels.ts'
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
  if (!isShown) return null
  return terms.map((parts, index) => {
    const shown = parts.map(labels.labelOf)
    const names = [...new Set(shown.map(({ name }) => name))].join(', ')
    const isOpen = session?.index === index
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
              data-tip={shown.map(fullText).join(` ${t('filters.or')} `)}
              onClick={() => (isOpen ? close() : open(index, parts))}
            >
              <ChipText labels={shown} or={t('filters.or')} />
            </button>
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

/** Of each condition the first value, and the number of others. In one piece: it is cut as a whole. */
const ChipText = ({ labels, or }: { labels: ConditionLabel[]; or: string }) => (
  <span>
    {labels.map(({ lead, values: [first = '…', ...others] }, index) => (
      <Fragment key={index}>
        {index > 0 && (
          <>
            {' '}
            <i>{or}</i>{' '}
          </>
        )}
        <i>{lead}</i> {first}
        {others.length > 0 && `, +${others.length}`}
      </Fragment>
    ))}
  </span>
)
