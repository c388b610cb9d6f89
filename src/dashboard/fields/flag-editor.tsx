import { useTranslation } from 'react-i18next'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { draftOf } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/**
 * An editor with three states, because a refused consent differs from a question that was not
 * answered.
 */
export function FlagEditor(props: EditorProps) {
  const { t } = useTranslation('form')
  const { value } = props.draft
  const answer = value?.kind !== 'flag' ? '' : value.value ? 'yes' : 'no'
  return (
    <div className="max-w-90">
      <SelectBox
        {...controlProps(props)}
        label={props.label}
        value={answer}
        options={[
          { value: '', text: t('notFilled') },
          { value: 'yes', text: t('yes') },
          { value: 'no', text: t('no') },
        ]}
        onChange={(next) =>
          props.onChange(draftOf(next === '' ? null : { kind: 'flag', value: next === 'yes' }))
        }
      />
    </div>
  )
}
