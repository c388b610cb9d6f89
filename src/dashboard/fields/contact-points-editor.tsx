import { Plus, X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { useCodeLabel } from './code-labels.ts'
import { issueAt, type EditorProps } from './editor-props.ts'
import type { ContactPointInput } from './field-draft.ts'
import { PhoneNormaliser } from './phone-normaliser.tsx'

type Props = EditorProps<'contactPoints'> & {
  /** The maximum number of values; null: unlimited. */
  max?: number | null
  /** Renders a note below a value, e.g. that another contact has the same. */
  renderUnder?: (item: ContactPointInput) => ReactNode
}

const looks: Record<string, { type: 'tel' | 'email' | 'text'; add: 'phone' | 'email' | 'value' }> =
  {
    PHONE: { type: 'tel', add: 'phone' },
    EMAIL: { type: 'email', add: 'email' },
  }

/** Phones, e-mails, messengers: several values, each with its kind. */
export function ContactPointsEditor(props: Props) {
  const { id, labelId, label, describedBy, definition, input, onChange, issues } = props
  const { max = null, renderUnder, timeZone } = props
  const { t } = useTranslation('form')
  const codeLabel = useCodeLabel()
  const list = useRef<HTMLDivElement>(null)
  const kinds = definition.options.map(({ code, label: name }) => code ?? name)
  const empty: ContactPointInput = { value: '', kind: kinds[0] ?? '' }
  const items = input.items.length > 0 ? input.items : [empty]
  const look = looks[definition.code ?? ''] ?? { type: 'text', add: 'value' }

  const put = (next: ContactPointInput[]) => onChange({ kind: 'contactPoints', items: next })
  const change = (index: number, change: Partial<ContactPointInput>) =>
    put(items.map((item, i) => (i === index ? { ...item, ...change } : item)))
  /** When an input is added or removed, the focus moves to its neighbour. */
  const putAndFocus = (next: ContactPointInput[], index: number) => {
    flushSync(() => put(next))
    list.current?.querySelectorAll<HTMLInputElement>('input')[Math.max(index, 0)]?.focus()
  }

  return (
    <div
      ref={list}
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid justify-items-start gap-2"
    >
      {items.map((item, index) => {
        const issue = issueAt(issues, id, index)
        const isWrong =
          Boolean(issue) || (index === 0 && issues.some((entry) => entry.index === undefined))
        const name = items.length > 1 ? t('numbered', { label, number: index + 1 }) : label
        return (
          <div key={index} className="grid w-full gap-1">
            <div
              className={`flex w-full items-center gap-2 ${kinds.length > 0 ? 'max-sm:flex-wrap' : ''}`}
            >
              <input
                id={index === 0 ? id : undefined}
                type={look.type}
                aria-label={name}
                aria-describedby={issue?.errorId ?? (index === 0 ? describedBy : undefined)}
                aria-invalid={isWrong || undefined}
                autoComplete="off"
                value={item.value}
                onChange={(event) => change(index, { value: event.target.value })}
                className={`${controlLook.line} tabular-nums ${kinds.length > 0 ? 'max-sm:basis-full' : ''}`}
              />
              {kinds.length > 0 && (
                <select
                  aria-label={t('typeOf', { label: name })}
                  value={item.kind}
                  onChange={(event) => change(index, { kind: event.target.value })}
                  className={`${controlLook.select} max-w-36`}
                >
                  {[...new Set([...kinds, item.kind])].map((kind) => (
                    <option key={kind} value={kind}>
                      {kind === '' ? t('noType') : codeLabel('kinds', kind)}
                    </option>
                  ))}
                </select>
              )}
              {(items.length > 1 || item.value !== '') && (
                <IconButton
                  label={t('removeValue', { label: item.value || name })}
                  icon={<X aria-hidden />}
                  onClick={() => putAndFocus(items.toSpliced(index, 1), index - 1)}
                />
              )}
            </div>
            {issue && <FieldError id={issue.errorId} text={issue.text} />}
            {definition.code === 'PHONE' && (
              <PhoneNormaliser
                phone={item.value}
                timeZone={timeZone}
                onChange={(value) => change(index, { value })}
              />
            )}
            {renderUnder?.(item)}
          </div>
        )
      })}
      {(max === null || items.length < max) && (
        <Button
          look="quiet"
          className="-ml-3"
          onClick={() => putAndFocus([...items, empty], items.length)}
        >
          <Plus aria-hidden className="size-4 text-quiet" />
          {t(`add.${look.add}`)}
        </Button>
      )}
    </div>
  )
}
