import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** Three answers, because a refused consent differs from one that was never asked for. */
export function YesNoEditor(props: EditorProps<'yesNo'>) {
  const { t } = useTranslation('form')
  const answers = ['', 'yes', 'no'] as const
  return (
    <div className="max-w-60">
      <select
        {...controlProps(props)}
        value={props.input.answer}
        onChange={(event) => {
          const answer = answers.find((item) => item === event.target.value)
          if (answer !== undefined) props.onChange({ kind: 'yesNo', answer })
        }}
        className={controlLook.select}
      >
        <option value="">{t('notFilled')}</option>
        <option value="yes">{t('yes')}</option>
        <option value="no">{t('no')}</option>
      </select>
    </div>
  )
}
