import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoment } from '#dashboard/lib/format.ts'
import { fromWallClock, zoneName } from '#contract/model/zoned-time.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** A date and time in the account's time zone, which is shown beside it. */
export function DateTimeEditor(props: EditorProps<'dateTime'>) {
  const { input, onChange, timeZone } = props
  const { t, i18n } = useTranslation('form')
  const { language } = i18n
  const read = ({ value, validity }: HTMLInputElement) => {
    if (value !== input.wall || validity.badInput !== input.isHalf)
      onChange({ ...input, wall: value, isHalf: validity.badInput })
  }
  const [now] = useState(() => Date.now())
  const moment = fromWallClock(input.wall, timeZone)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="w-56">
        <input
          {...controlProps(props)}
          type="datetime-local"
          min="1000-01-02T00:00"
          max="9999-12-30T00:00"
          step={input.wall.length > 16 ? 1 : 60}
          value={input.wall}
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
