import { useTranslation } from 'react-i18next'
import { TriangleAlert } from 'lucide-react'
import type { FormContext, FormValues } from './contact-form-values.ts'
import { labelOf, type ValueName } from './contact-form-keys.ts'
import type { OpenConflict } from './contact-form-state.ts'
import { usePrintedValue } from './contact-form-printing.ts'

type Props = {
  conflict: OpenConflict
  context: FormContext
  onSelect: (name: ValueName, whose: 'mine' | 'theirs') => void
}

/** Conflicting changes: mine, theirs and the original, resolved value by value. */
export function ContactFormConflicts({ conflict, context, onSelect }: Props) {
  const { t } = useTranslation('form')
  return (
    <section
      role="alert"
      tabIndex={-1}
      data-conflict
      aria-labelledby="conflict-title"
      className="rounded border border-warning bg-surface px-4 py-3 outline-none"
    >
      <h2 id="conflict-title" className="flex items-center gap-2 font-strong">
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
        {t('conflict.title', { count: conflict.names.length })}
      </h2>
      <p className="mt-1 text-quiet">
        {conflict.by && `${t('conflict.by', { name: conflict.by })} `}
        {t('conflict.text')}
      </p>
      {conflict.names.map((name) => (
        <ConflictOptions
          key={name}
          name={name}
          conflict={conflict}
          context={context}
          onSelect={onSelect}
        />
      ))}
    </section>
  )
}

function ConflictOptions({ name, conflict, context, onSelect }: Props & { name: ValueName }) {
  const { t } = useTranslation('form')
  const shown = usePrintedValue(context)
  const text = (values: FormValues) => shown(name, values) || t('conflict.empty')
  return (
    <fieldset className="mt-3">
      <legend className="font-strong">{labelOf(name, context.definitions, t)}</legend>
      <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
        {(['mine', 'theirs'] as const).map((whose) => (
          <label key={whose} className="flex min-h-control items-baseline gap-2">
            <input
              type="radio"
              name={`conflict-${name}`}
              checked={conflict.selected[name] === whose}
              onChange={() => onSelect(name, whose)}
              className="size-4 shrink-0 translate-y-0.5 accent-accent"
            />
            <span className="text-quiet">{t(`conflict.${whose}`)}</span>{' '}
            <span className="min-w-0 wrap-anywhere">{text(conflict[whose])}</span>
          </label>
        ))}
      </div>
      <p className="text-meta text-quiet wrap-anywhere">
        {t('conflict.was')}: {text(conflict.was)}
      </p>
    </fieldset>
  )
}
