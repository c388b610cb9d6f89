import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toWallClock, zoneName } from '#contract/model/zoned-time.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { DateInput } from '#dashboard/ui/date-input.tsx'
import { draftOf, draftOfText } from './attribute-draft.ts'
import type { EditorProps } from './editor-props.ts'

/** An editor for a time in the account's time zone, which is shown beside it. */
export function DateTimeEditor(props: EditorProps) {
  const { attribute, draft, held, issues, onChange, typing } = props
  const { timeZone } = typing
  const { t, i18n } = useTranslation('form')
  const { language } = i18n
  const moment = draft.value?.kind === 'dateTime' ? draft.value.value : undefined
  const wall = draft.text ?? (moment === undefined ? '' : toWallClock(moment, timeZone))
  const [now] = useState(() => Date.now())
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <span className="w-60 sm:w-full sm:max-w-90">
        <DateInput
          id={props.id}
          label={props.label}
          describedBy={props.describedBy}
          isInvalid={issues.length > 0}
          entry="dateTime"
          value={wall}
          timeZone={timeZone}
          onChange={(text) =>
            onChange(text === '' ? draftOf(null) : draftOfText(text, attribute, held, typing))
          }
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
