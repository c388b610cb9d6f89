import { useTranslation } from 'react-i18next'
import { type EditorProps } from './editor-props.ts'

/** Any number of options, as checkboxes. */
export function ChoicesEditor(props: EditorProps<'options'>) {
  const { labelId, describedBy, definition, input, onChange, issues } = props
  const { t } = useTranslation('form')
  const toggle = (option: number) =>
    onChange({
      ...input,
      selected: input.selected.includes(option)
        ? input.selected.filter((item) => item !== option)
        : [...input.selected, option],
    })
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid max-h-60 grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 overflow-auto rounded border border-line bg-surface px-2.5 py-1"
    >
      {definition.options.map((option, index) => (
        <Box
          key={option.id}
          text={option.label}
          isInvalid={index === 0 && issues.length > 0}
          isChecked={input.selected.includes(option.id)}
          onToggle={() => toggle(option.id)}
        />
      ))}
      {input.lost.map((label) => (
        <Box
          key={label}
          text={t('removedOption', { label })}
          isChecked
          onToggle={() => onChange({ ...input, lost: input.lost.filter((item) => item !== label) })}
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
