import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttributeConflict } from '#contract/api/row-results.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { valueText } from '#dashboard/domain/value-text.ts'
import { Radio } from '#dashboard/ui/radio.tsx'
import { draftName, labelOf } from './contact-form-keys.ts'
import type { OpenConflict } from './contact-form-state.ts'
import type { FormContext } from './contact-form-values.ts'

type Props = {
  conflict: OpenConflict
  context: FormContext
  onSelect: (attribute: AttributeKey, whose: 'mine' | 'theirs') => void
}

/** Conflicting changes: mine, theirs and the original, resolved value by value. */
export function ContactFormConflicts({ conflict, context, onSelect }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  return (
    <section
      role="alert"
      tabIndex={-1}
      data-conflict
      aria-labelledby="conflict-title"
      className="rounded border border-warning bg-surface px-4 py-3"
    >
      <h2 id="conflict-title" className="flex items-center gap-2 font-strong">
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
        {t('conflict.title', { count: conflict.items.length })}
      </h2>
      <p className="mt-1 text-quiet">
        {conflict.by && `${t('conflict.by', { name: conflict.by })} `}
        {t('conflict.text')}
      </p>
      {conflict.items.map((item) => (
        <ConflictOptions
          key={item.attribute}
          item={item}
          selected={conflict.selected[item.attribute]}
          context={context}
          onSelect={onSelect}
        />
      ))}
    </section>
  )
}

type OptionsProps = Pick<Props, 'context' | 'onSelect'> & {
  item: AttributeConflict
  selected: 'mine' | 'theirs' | undefined
}

function ConflictOptions({ item, selected, context, onSelect }: OptionsProps) {
  const { attribute } = item
  const { t, i18n } = useTranslation(['form', 'translation'])
  const options = {
    language: i18n.language,
    yes: t('yes'),
    no: t('no'),
    timeZone: context.typing.timeZone,
  }
  const text = (value: Value | null | undefined) =>
    (value && valueText(value, options)) || t('conflict.empty')
  return (
    <fieldset className="mt-3">
      <legend className="font-medium">
        {labelOf(draftName(attribute), context.attributes, t)}
      </legend>
      <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
        {(['mine', 'theirs'] as const).map((whose) => (
          <label key={whose} className="flex min-h-control items-baseline gap-2">
            <Radio
              isAtText
              name={`conflict-${attribute}`}
              checked={selected === whose}
              onChange={() => onSelect(attribute, whose)}
            />
            <span className="text-quiet">{t(`conflict.${whose}`)}</span>{' '}
            <span className="min-w-0 wrap-anywhere">{text(item[whose])}</span>
          </label>
        ))}
      </div>
      {item.before !== undefined && (
        <p className="text-meta text-quiet wrap-anywhere">
          {t('conflict.was')}: {text(item.before)}
        </p>
      )}
    </fieldset>
  )
}
