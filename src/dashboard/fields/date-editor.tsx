import { useTranslation } from 'react-i18next'
import { formatDay } from '#dashboard/lib/format.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOf, draftOfText } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

export const incomplete = { code: 'incomplete', message: 'only a part of it was typed' } as const

/**
 * The native date input. It orders day and month by the browser's language, which may differ from
 * the interface's, so the date is also shown as text.
 */
export function DateEditor(props: EditorProps) {
  const { attribute, draft, held, onChange, typing } = props
  const { language } = useTranslation().i18n
  const day = draft.value?.kind === 'date' ? draft.value.value : (draft.text ?? '')
  const read = ({ value, validity }: HTMLInputElement) => {
    if (validity.badInput) return onChange({ value: null, text: value, issues: [incomplete] })
    if (value === day && draft.issues.length === 0) return undefined
    if (value === '') return onChange(draftOf(null))
    return onChange(draftOfText(value, attribute, held, typing))
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="w-44">
        <input
          {...controlProps(props)}
          type="date"
          min="1000-01-01"
          max="9999-12-31"
          value={day}
          onChange={(event) => read(event.target)}
          onBlur={(event) => read(event.target)}
          className={`${controlLook.line} tabular-nums`}
        />
      </span>
      <span className="text-meta text-quiet">
        {/^\d{4}-\d\d-\d\d$/.test(day) && formatDay(day, language)}
      </span>
    </div>
  )
}
