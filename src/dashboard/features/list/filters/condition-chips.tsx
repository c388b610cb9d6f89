import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { conditionsOf } from '#contract/api/where.ts'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import { Popover } from '#dashboard/ui/popover.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import { draftOf, toCondition } from './condition-draft.ts'
import { useConditionLabels, type ConditionLabel } from './condition-labels.ts'
import { useConditionSession } from './condition-session.ts'
import type { FilterProps } from './filter-bar.tsx'
import { toFilterTexts, type ListFilter } from './where-terms.ts'

type Props = FilterProps & { filter: ListFilter; onRemoved: () => void }

/** A chip per condition and group; that of a condition opens its editor. */
export function ConditionChips({ source, query, filter, onChange, onRemoved }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const { session, begin, change, end } = useConditionSession(onChange)
  // The condition that is edited has its place also while it is incomplete.
  const terms = (session?.filter ?? filter).terms.map((term, index) =>
    session?.index === index ? [session.draft] : conditionsOf(term).map(draftOf),
  )
  const labels = useConditionLabels(source, terms.flat())
  // At first with all names: what comes later would move the chips that follow.
  const [isShown, setIsShown] = useState(!labels.isNaming)
  if (!isShown && !labels.isNaming) setIsShown(true)
  const close = () => {
    const isGone = session !== undefined && toCondition(session.draft) === undefined
    end()
    if (isGone) onRemoved()
  }
  const remove = (index: number) => {
    end()
    const rest = { ...filter, terms: filter.terms.toSpliced(index, 1) }
    onChange(toFilterTexts(rest, noFilters))
    onRemoved()
  }
  if (!isShown) return null
  return terms.map((drafts, index) => {
    const [draft] = drafts
    const parts = drafts.map(labels.labelOf)
    const isGroup = 'any' in (filter.terms[index] ?? {})
    const chip = (content: ReactNode, isOpen: boolean) => (
      <span className="condition-chip" data-open={isOpen || undefined}>
        {content}
        <button
          type="button"
          aria-label={t('filters.remove', { name: parts.map(({ name }) => name).join(', ') })}
          onClick={() => remove(index)}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </span>
    )
    // What identifies a condition is its place: it may have the same attribute as another one.
    const key = `${index}:${drafts.map((item) => item.key).join()}`
    if (isGroup || !draft)
      return (
        <span key={key} className="inline-flex min-w-0">
          {chip(
            <span title={groupText(parts, t('filters.or'))}>
              {groupText(parts, t('filters.or'))}
            </span>,
            false,
          )}
        </span>
      )
    const isOpen = session?.index === index
    const attribute = labels.find(draft.key)
    return (
      <Popover
        key={key}
        label={labels.nameOf(draft.key)}
        isOpen={isOpen}
        onClose={close}
        className="condition-panel"
        trigger={chip(
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            title={fullText(parts[0])}
            onClick={() => (isOpen ? close() : begin({ index, filter, draft }))}
          >
            <ChipText label={parts[0]} />
          </button>,
          isOpen,
        )}
      >
        {attribute ? (
          <ConditionEditor
            source={source}
            query={query}
            filter={withoutTerm(session?.filter ?? filter, index)}
            attribute={attribute}
            name={labels.nameOf(draft.key)}
            draft={draft}
            labels={labels}
            onDraft={change}
          />
        ) : (
          <p className="p-3 text-quiet">{t('filters.loading')}</p>
        )}
      </Popover>
    )
  })
}

const withoutTerm = (filter: ListFilter, index: number): ListFilter => ({
  ...filter,
  terms: filter.terms.toSpliced(index, 1),
})

const fullText = (label: ConditionLabel | undefined): string =>
  label ? [label.lead, label.values.join(', ')].join(' ') : ''

const groupText = (labels: ConditionLabel[], or: string): string =>
  labels.map(fullText).join(` ${or} `)

/** The first value, and the number of others. */
function ChipText({ label }: { label: ConditionLabel | undefined }) {
  if (!label) return null
  const [first = '…', ...others] = label.values
  return (
    <>
      <span className="text-quiet">{label.lead}</span> {first}
      {others.length > 0 && `, +${others.length}`}
    </>
  )
}
