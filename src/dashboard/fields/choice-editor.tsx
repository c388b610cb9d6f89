import { useTranslation } from 'react-i18next'
import type { Option } from '#contract/model/value.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOf } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** An editor for one option, or for several if the field has several values. */
export function ChoiceEditor(props: EditorProps) {
  return props.attribute.isMany ? <ChoicesEditor {...props} /> : <OneChoiceEditor {...props} />
}

const selectedIn = ({ value }: EditorProps['draft']): Option[] =>
  value?.kind === 'choice' ? value.options : []

/** Whether the account no longer has the option; it remains until the user removes it. */
const isRemoved = ({ attribute }: EditorProps, option: Option): boolean =>
  !attribute.options.some(({ id }) => id === option.id)

function OneChoiceEditor(props: EditorProps) {
  const { attribute, draft, onChange } = props
  const { t } = useTranslation('form')
  const [selected] = selectedIn(draft)
  const removed = selected && isRemoved(props, selected) ? selected : undefined
  const value = removed ? 'removed' : selected ? String(selected.id) : ''
  const choose = (text: string) => {
    if (text === 'removed') return
    const option = attribute.options.find(({ id }) => String(id) === text)
    onChange(draftOf(option ? { kind: 'choice', options: [option] } : null))
  }
  return (
    <div className="max-w-90">
      <select
        {...controlProps(props)}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={controlLook.select}
      >
        <option value="">{t('notChosen')}</option>
        {removed && <option value="removed">{t('removedOption', { label: removed.label })}</option>}
        {attribute.options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Selects any number of options: all are visible as checkboxes. */
function ChoicesEditor(props: EditorProps) {
  const { labelId, describedBy, attribute, draft, onChange, issues } = props
  const { t } = useTranslation('form')
  const selected = selectedIn(draft)
  const put = (options: Option[]) =>
    onChange(draftOf(options.length === 0 ? null : { kind: 'choice', options }))
  const without = (option: Option) => selected.filter((other) => other !== option)
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid max-h-60 grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 overflow-auto rounded border border-line bg-surface px-2.5 py-1"
    >
      {attribute.options.map((option, index) => {
        const found = selected.find(({ id }) => id === option.id)
        return (
          <Box
            key={option.id}
            text={option.label}
            isInvalid={index === 0 && issues.length > 0}
            isChecked={found !== undefined}
            onToggle={() => put(found ? without(found) : [...selected, option])}
          />
        )
      })}
      {selected
        .filter((option) => isRemoved(props, option))
        .map((option) => (
          <Box
            key={option.label}
            text={t('removedOption', { label: option.label })}
            isChecked
            onToggle={() => put(without(option))}
          />
        ))}
    </div>
  )
}

function Box(props: {
  text: string
  isChecked: boolean
  isInvalid?: boolean
  onToggle: () => void
}) {
  return (
    <label className="flex min-h-control items-center gap-2">
      <input
        type="checkbox"
        checked={props.isChecked}
        aria-invalid={props.isInvalid || undefined}
        onChange={props.onToggle}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="wrap-anywhere">{props.text}</span>
    </label>
  )
}
