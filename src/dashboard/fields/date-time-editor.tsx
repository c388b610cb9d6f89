import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toWallClock, zoneName } from '#contract/model/zoned-time.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { draftOf, draftOfText } from './attribute-draft.ts'
import { incomplete } from './date-editor.tsx'
import { controlProps, type EditorProps } from './editor-props.ts'

/** An editor for a time in the account's time zone, which is shown beside it. */
export function DateTimeEditor(props: EditorProps) {
  const { attribute, draft, held, onChange, typing } = props
  const { timeZone } = typing
  const { t, i18n } = useTranslation('form')
  const { language } = i18n
  const moment = draft.value?.kind === 'dateTime' ? draft.value.value : undefined
  const wall = draft.text ?? (moment === undefined ? '' : toWallClock(moment, timeZone))
  const read = ({ value, validity }: HTMLInputElement) => {
    if (validity.badInput) return onChange({ value: null, text: value, issues: [incomplete] })
    if (value === wall && draft.issues.length === 0) return undefined
    if (value === '') return onChange(draftOf(null))
    return onChange(draftOfText(value, attribute, held, typing))
  }
  const [now] = useState(() => Date.now())
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="w-56">
        <input
          {...controlProps(props)}
          type="datetime-local"
          min="1000-01-01T00:00"
          max="9999-12-31T23:59"
          step={wall.length > 16 ? 1 : 60}
          value={wall}
          onChange={(event) => read(event.target)}
          onBlur={(event) => read(event.target)}
          className={`${controlLook.line} tabular-nums`}
        />
      </span>
      <span className="text-meta text-quiet">
        {t('zone', {
          zone: zoneName(timeZone, language, moment ? Date.parse(moment) : now),
        })}
        {moment && ` · ${formatMoment(moment, language, timeZone)}`}
      </span>
    </div>
  )
}
