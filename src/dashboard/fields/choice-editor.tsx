import { useTranslation } from 'react-i18next'
import type { Option } from '#contract/model/value.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { MultiCombobox } from '#dashboard/ui/combobox.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { draftOf } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

const fewEnough = 12 // options that are shown at once

/** An editor for one option, or for several if the field has several values. */
export function ChoiceEditor(props: EditorProps) {
  const { isMany, options } = props.attribute
  if (!isMany) return <OneChoiceEditor {...props} />
  return options.length > fewEnough ? <SearchedEditor {...props} /> : <ChoicesEditor {...props} />
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
      <SelectBox
        {...controlProps(props)}
        label={props.label}
        value={value}
        options={[
          { value: '', text: t('notChosen') },
          ...(removed
            ? [{ value: 'removed', text: t('removedOption', { label: removed.label }) }]
            : []),
          ...attribute.options.map(({ id, label }) => ({ value: String(id), text: label })),
        ]}
        onChange={choose}
      />
    </div>
  )
}

/** Selects any number of many options, which are found by typing. */
function SearchedEditor(props: EditorProps) {
  const { label, attribute, draft, onChange } = props
  const { t } = useTranslation('form')
  const selected = selectedIn(draft)
  const toItem = (option: Option) => ({
    value: String(option.id ?? option.label),
    text: isRemoved(props, option) ? t('removedOption', { label: option.label }) : option.label,
  })
  const known = [...attribute.options, ...selected]
  return (
    <MultiCombobox
      {...controlProps(props)}
      label={label}
      placeholder={t('notChosen')}
      options={attribute.options.map(toItem)}
      selected={selected.map(toItem)}
      onChange={(items) => {
        const options = items.flatMap(
          (item) => known.find((option) => toItem(option).value === item.value) ?? [],
        )
        onChange(draftOf(options.length === 0 ? null : { kind: 'choice', options }))
      }}
    />
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
      <Checkbox
        checked={props.isChecked}
        aria-invalid={props.isInvalid || undefined}
        onChange={props.onToggle}
      />
      <span className="wrap-anywhere">{props.text}</span>
    </label>
  )
}
