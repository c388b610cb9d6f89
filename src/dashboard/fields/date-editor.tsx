import { useTranslation } from 'react-i18next'
import { formatDay } from '#dashboard/lib/format.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/**
 * The native date input. It orders day and month by the browser's language, which may differ from
 * ours, so the date is also shown as text.
 */
export function DateEditor(props: EditorProps<'date'>) {
  const { input, onChange } = props
  const { language } = useTranslation().i18n
  const read = ({ value, validity }: HTMLInputElement) => {
    if (value !== input.day || validity.badInput !== input.isHalf)
      onChange({ kind: 'date', day: value, isHalf: validity.badInput })
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="w-44">
        <input
          {...controlProps(props)}
          type="date"
          min="1000-01-02"
          max="9999-12-30"
          value={input.day}
          onChange={(event) => read(event.target)}
          onBlur={(event) => read(event.target)}
          className={`${controlLook.line} tabular-nums`}
        />
      </span>
      <span className="text-meta text-quiet">
        {/^\d{4}-\d\d-\d\d$/.test(input.day) && formatDay(input.day, language)}
      </span>
    </div>
  )
}
