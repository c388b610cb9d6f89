import { Plus, X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { useCodeWords } from './code-labels.ts'
import { faultAt, type EditorProps } from './editor-props.ts'
import type { ReachInput } from './field-draft.ts'
import { PhoneNormaliser } from './phone-normaliser.tsx'

type Props = EditorProps<'reaches'> & {
  /** Most values there may be; null: as many as one likes. */
  most?: number | null
  /** What is to be said of a value, under it: somebody else has the same. */
  renderUnder?: (item: ReachInput) => ReactNode
}

const looks: Record<string, { type: 'tel' | 'email' | 'text'; add: 'phone' | 'email' | 'value' }> =
  {
    PHONE: { type: 'tel', add: 'phone' },
    EMAIL: { type: 'email', add: 'email' },
  }

/** Phones, e-mails, messengers: several values, each with its kind. */
export function ReachesEditor(props: Props) {
  const { id, labelId, label, describedBy, definition, input, onChange, faults } = props
  const { most = null, renderUnder, timeZone } = props
  const { t } = useTranslation('form')
  const words = useCodeWords()
  const list = useRef<HTMLDivElement>(null)
  const kinds = definition.options.map(({ code, label: name }) => code ?? name)
  const empty: ReachInput = { value: '', kind: kinds[0] ?? '' }
  const items = input.items.length > 0 ? input.items : [empty]
  const look = looks[definition.code ?? ''] ?? { type: 'text', add: 'value' }

  const put = (next: ReachInput[]) => onChange({ kind: 'reaches', items: next })
  const change = (at: number, change: Partial<ReachInput>) =>
    put(items.map((item, place) => (place === at ? { ...item, ...change } : item)))
  /** The number of inputs changes under the reader's hands: the focus goes to a neighbour. */
  const putAndFocus = (next: ReachInput[], at: number) => {
    flushSync(() => put(next))
    list.current?.querySelectorAll<HTMLInputElement>('input')[Math.max(at, 0)]?.focus()
  }

  return (
    <div
      ref={list}
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid justify-items-start gap-2"
    >
      {items.map((item, at) => {
        const fault = faultAt(faults, id, at)
        const isWrong = Boolean(fault) || (at === 0 && faults.some((one) => one.at === undefined))
        const name = items.length > 1 ? t('numbered', { label, number: at + 1 }) : label
        return (
          <div key={at} className="grid w-full gap-1">
            <div
              className={`flex w-full items-center gap-2 ${kinds.length > 0 ? 'max-sm:flex-wrap' : ''}`}
            >
              <input
                id={at === 0 ? id : undefined}
                type={look.type}
                aria-label={name}
                aria-describedby={fault?.errorId ?? (at === 0 ? describedBy : undefined)}
                aria-invalid={isWrong || undefined}
                autoComplete="off"
                value={item.value}
                onChange={(event) => change(at, { value: event.target.value })}
                className={`${controlLook.line} tabular-nums ${kinds.length > 0 ? 'max-sm:basis-full' : ''}`}
              />
              {kinds.length > 0 && (
                <select
                  aria-label={t('typeOf', { label: name })}
                  value={item.kind}
                  onChange={(event) => change(at, { kind: event.target.value })}
                  className={`${controlLook.select} max-w-36`}
                >
                  {[...new Set([...kinds, item.kind])].map((kind) => (
                    <option key={kind} value={kind}>
                      {kind === '' ? t('noType') : words('kinds', kind)}
                    </option>
                  ))}
                </select>
              )}
              {(items.length > 1 || item.value !== '') && (
                <IconButton
                  label={t('removeValue', { label: item.value || name })}
                  icon={<X aria-hidden />}
                  onClick={() => putAndFocus(items.toSpliced(at, 1), at - 1)}
                />
              )}
            </div>
            {fault && <FieldError id={fault.errorId} text={fault.text} />}
            {definition.code === 'PHONE' && (
              <PhoneNormaliser
                phone={item.value}
                timeZone={timeZone}
                onChange={(value) => change(at, { value })}
              />
            )}
            {renderUnder?.(item)}
          </div>
        )
      })}
      {(most === null || items.length < most) && (
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
