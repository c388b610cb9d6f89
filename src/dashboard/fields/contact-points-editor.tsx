import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { useCodeLabel } from './code-labels.ts'
import type { ContactPoint, ContactPointRole } from '#contract/model/value.ts'
import { draftOf } from './attribute-draft.ts'
import { issueAt, type EditorProps } from './editor-props.ts'

const looks = {
  phones: { type: 'tel', add: 'phone' },
  emails: { type: 'email', add: 'email' },
} as const satisfies Record<ContactPointRole, object>

/**
 * The select's value for a kind: its ID if it has one, because kinds added by an account have no
 * code.
 */
const kindKey = ({ kind, kindId }: Pick<ContactPoint, 'kind' | 'kindId'>): string =>
  kindId !== null ? `#${kindId}` : (kind ?? '')

/** An editor for phones, e-mails or messengers: several values, each with its kind. */
export function ContactPointsEditor(props: EditorProps) {
  const { id, labelId, label, describedBy, attribute, draft, onChange, issues } = props
  const { max = null, renderUnder, checkAt } = props
  const { t } = useTranslation('form')
  const codeLabel = useCodeLabel()
  const list = useRef<HTMLDivElement>(null)
  const kinds = attribute.options.map((option) => ({
    key: kindKey({ kind: option.code, kindId: option.id }),
    label: option.code === null ? option.label : codeLabel('kinds', option.code),
    kind: option.code,
    kindId: option.id,
  }))
  const [usual] = kinds
  const empty: ContactPoint = {
    value: '',
    kind: usual?.kind ?? null,
    kindId: usual?.kindId ?? null,
  }
  const given = draft.value?.kind === 'contactPoints' ? draft.value.items : []
  const items = given.length > 0 ? given : [empty]
  const look = attribute.role ? looks[attribute.role] : ({ type: 'text', add: 'value' } as const)

  const put = (next: ContactPoint[]) => onChange(draftOf({ kind: 'contactPoints', items: next }))
  /**
   * The kind of an item among those of the account; a kind that the account no longer has is
   * retained.
   */
  const kindOf = (item: ContactPoint) =>
    kinds.find(({ kindId }) => kindId === item.kindId) ??
    kinds.find(({ kind }) => item.kindId === null && kind !== null && kind === item.kind)
  const change = (index: number, change: Partial<ContactPoint>) =>
    put(items.map((item, i) => (i === index ? { ...item, ...change } : item)))
  /** Changing the number of inputs may remove the focused one: the focus moves to a neighbour. */
  const putAndFocus = (next: ContactPoint[], index: number) => {
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
        const check = checkAt?.(index)
        const described = issue?.errorId ?? (index === 0 ? describedBy : undefined)
        const isWrong =
          Boolean(issue) || (index === 0 && issues.some((entry) => entry.index === undefined))
        const isRemovable = items.length > 1 || item.value !== ''
        const name = items.length > 1 ? t('numbered', { label, number: index + 1 }) : label
        return (
          <div key={index} className="grid w-full gap-1">
            {/* On phones on one line as well, unless a number would be cut. */}
            <div
              className={`flex items-center gap-2 max-sm:flex-wrap max-sm:gap-1 ${isRemovable ? 'max-sm:-mr-3' : ''}`}
            >
              <input
                id={index === 0 ? id : undefined}
                type={look.type}
                aria-label={name}
                aria-describedby={[described, check?.id].filter(Boolean).join(' ') || undefined}
                aria-invalid={isWrong || undefined}
                data-warned={check?.isWarning || undefined}
                autoComplete="off"
                value={item.value}
                onChange={(event) => change(index, { value: event.target.value })}
                className={`${controlLook.line} tabular-nums max-sm:grow max-sm:basis-36`}
              />
              {kinds.length > 0 && (
                <span className="w-36 shrink-0 max-sm:w-30">
                  <SelectBox
                    label={t('typeOf', { label: name })}
                    value={kindOf(item)?.key ?? kindKey(item)}
                    placeholder={item.kind === null ? t('noType') : codeLabel('kinds', item.kind)}
                    options={kinds.map((kind) => ({ value: kind.key, text: kind.label }))}
                    onChange={(key) => {
                      const chosen = kinds.find((kind) => kind.key === key)
                      if (chosen) change(index, { kind: chosen.kind, kindId: chosen.kindId })
                    }}
                  />
                </span>
              )}
              {isRemovable && (
                <IconButton
                  label={t('removeValue', { label: item.value || name })}
                  icon={<X aria-hidden />}
                  onClick={() => putAndFocus(items.toSpliced(index, 1), index - 1)}
                />
              )}
            </div>
            {issue && <FieldError id={issue.errorId} text={issue.text} />}
            {renderUnder?.(item, index)}
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
