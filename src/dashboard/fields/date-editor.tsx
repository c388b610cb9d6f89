import { useTranslation } from 'react-i18next'
import { formatDay } from '#dashboard/lib/format.ts'
import { DateInput } from '#dashboard/ui/date-input.tsx'
import { draftOf, draftOfText } from './attribute-draft.ts'
import type { EditorProps } from './editor-props.ts'

/** A calendar day, which has no time zone. */
export function DateEditor(props: EditorProps) {
  const { attribute, draft, held, issues, onChange, typing } = props
  const { language } = useTranslation().i18n
  const day = draft.value?.kind === 'date' ? draft.value.value : (draft.text ?? '')
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <span className="w-48 sm:w-full sm:max-w-90">
        <DateInput
          id={props.id}
          label={props.label}
          describedBy={props.describedBy}
          isInvalid={issues.length > 0}
          entry="day"
          value={day}
          timeZone={typing.timeZone}
          onChange={(text) =>
            onChange(text === '' ? draftOf(null) : draftOfText(text, attribute, held, typing))
          }
        />
      </span>
      <span className="text-meta text-quiet">
        {draft.value?.kind === 'date' && formatDay(draft.value.value, language)}
      </span>
    </div>
  )
}
