import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
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
    <div className="max-w-60">
      <select
        {...controlProps(props)}
        value={answer}
        onChange={({ target }) =>
          props.onChange(
            draftOf(target.value === '' ? null : { kind: 'flag', value: target.value === 'yes' }),
          )
        }
        className={controlLook.select}
      >
        <option value="">{t('notFilled')}</option>
        <option value="yes">{t('yes')}</option>
        <option value="no">{t('no')}</option>
      </select>
    </div>
  )
}
