import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** One option of a list; a deleted option stays until another is selected. */
export function ChoiceEditor(props: EditorProps<'options'>) {
  const { definition, input, onChange } = props
  const { t } = useTranslation('form')
  const [selected] = input.selected
  const [lost] = input.lost
  const value = selected !== undefined ? String(selected) : lost !== undefined ? 'lost' : ''
  return (
    <div className="max-w-90">
      <select
        {...controlProps(props)}
        value={value}
        onChange={(event) => {
          const next = event.target.value
          if (next === 'lost') return
          onChange({ kind: 'options', selected: next === '' ? [] : [Number(next)], lost: [] })
        }}
        className={controlLook.select}
      >
        <option value="">{t('notChosen')}</option>
        {lost !== undefined && <option value="lost">{t('removedOption', { label: lost })}</option>}
        {definition.options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}
