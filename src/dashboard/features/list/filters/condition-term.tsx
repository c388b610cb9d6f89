import { ArrowLeft, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { maxTerms } from '#contract/api/where.ts'
import { ConditionAttributes } from './condition-attribute-list.tsx'
import { newDraft, toCondition } from './condition-draft.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { fullText, type useConditionLabels } from './condition-labels.ts'
import type { useConditionSession } from './condition-session.ts'
import type { FilterProps } from './filter-bar.tsx'
import { takeLostFocus } from './filter-option-list.tsx'
import type { ListFilter } from './where-terms.ts'

type Props = Pick<FilterProps, 'source' | 'query'> & {
  editing: ReturnType<typeof useConditionSession>
  labels: ReturnType<typeof useConditionLabels>
  /** From the only part, where there is a list to return to. */
  onBack?: () => void
}

/** What a chip opens: the editor of its condition, or the alternatives of which one has to hold. */
export function ConditionTerm({ source, query, editing, labels, onBack }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const { session, change, show, add } = editing
  if (!session) return null
  const { parts, view, filter, index } = session
  const isGroup = parts.length > 1
  if (view === 'new')
    return (
      <div className="other-condition p-3">
        <Heading text={t('filters.orTitle')} onBack={() => show(isGroup ? 'parts' : 0)} />
        <ConditionAttributes labels={labels} onSelect={(item) => add(newDraft(item))} />
      </div>
    )
  if (view === 'parts') return <Parts editing={editing} labels={labels} />
  const draft = parts[view]
  const attribute = draft && labels.find(draft.key)
  if (!attribute) return <p className="p-3 text-quiet">{t('filters.loading')}</p>
  const back = isGroup ? () => show('parts') : onBack
  return (
    <>
      <ConditionEditor
        key={view}
        source={source}
        query={query}
        filter={withoutTerm(filter, index)}
        attribute={attribute}
        name={labels.nameOf(draft.key)}
        draft={draft}
        labels={labels}
        onDraft={change}
        back={
          back && (
            <BackButton label={t(isGroup ? 'filters.anyOf' : 'filters.back')} onClick={back} />
          )
        }
      />
      {toCondition(draft) && <OrButton count={parts.length} onClick={() => show('new')} />}
    </>
  )
}

/** The alternatives; each opens its editor. */
function Parts({ editing, labels }: Pick<Props, 'editing' | 'labels'>) {
  const { t } = useTranslation(['translation', 'setup'])
  const { session, show, remove } = editing
  if (!session) return null
  return (
    <>
      <h2
        key={session.parts.length}
        ref={takeLostFocus}
        tabIndex={-1}
        className="p-3 pb-1 font-strong"
      >
        {t('filters.anyOf')}
      </h2>
      <ul aria-label={t('filters.anyOf')} className="condition-parts">
        {session.parts.map((draft, part) => {
          const text = fullText(labels.labelOf(draft))
          return (
            <li key={`${part}:${text}`}>
              {part > 0 && <span className="me-3 text-quiet">{t('filters.or')}</span>}
              <button type="button" data-tip={text} onClick={() => show(part)}>
                {text}
              </button>
              <button
                type="button"
                aria-label={t('filters.removeValue', { value: text })}
                data-tip=""
                className="icon-square"
                onClick={() => remove(part)}
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          )
        })}
      </ul>
      <OrButton count={session.parts.length} onClick={() => show('new')} />
    </>
  )
}

/** Adds an alternative, unless there are as many as the proxy accepts. */
function OrButton({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation(['translation', 'setup'])
  return (
    <div className="border-t border-line p-2">
      {count < maxTerms ? (
        <button type="button" className="or-button" onClick={onClick}>
          <Plus aria-hidden className="size-4" />
          {t('filters.addOr')}
        </button>
      ) : (
        <p className="px-1 text-meta text-quiet">{t('filters.orLimit', { count: maxTerms })}</p>
      )}
    </div>
  )
}

function Heading({ text, onBack }: { text: string; onBack: () => void }) {
  const { t } = useTranslation(['translation', 'setup'])
  return (
    <div className="-mt-1 mb-2 flex items-center gap-2">
      <BackButton label={t('filters.backToCondition')} onClick={onBack} />
      <h2 className="font-strong">{text}</h2>
    </div>
  )
}

const BackButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button type="button" aria-label={label} data-tip="" onClick={onClick} className="icon-square">
    <ArrowLeft aria-hidden className="size-4" />
  </button>
)

const withoutTerm = (filter: ListFilter, index: number): ListFilter => ({
  ...filter,
  terms: filter.terms.toSpliced(index, 1),
})
