import { useTranslation } from 'react-i18next'
import type { DayPreset, NamedPreset } from '#dashboard/lib/day-preset.ts'
import type { Age } from '#dashboard/lib/day-preset-names.ts'
import { useControlTexts } from '#dashboard/ui/control-texts.ts'
import { DateInput } from '#dashboard/ui/date-input.tsx'
import { DateRangeInput, type TypedRange } from '#dashboard/ui/date-range-input.tsx'
import { OlderThan } from './older-than.tsx'

type Props = {
  range: TypedRange
  onRange: (range: TypedRange) => void
  /** Whether the source supports no end. */
  isOpenEnded: boolean
  /** IANA name of the account's time zone; null: the user's own. */
  timeZone: string | null
  presets: NamedPreset[]
  preset: DayPreset | undefined
  onPreset: (preset: DayPreset) => void
  /** Longer ago than this, which is applied with the ends. */
  age: Age | undefined
  onAge: (age: Age | undefined) => void
}

/** A range of days: a preset, or its ends. */
export function FilterDays(props: Props) {
  const { range, onRange, isOpenEnded, timeZone, presets, preset, onPreset, age, onAge } = props
  const { t } = useTranslation()
  const controls = useControlTexts()
  return (
    <>
      {presets.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {presets.map((item) => (
            <button
              key={item}
              type="button"
              aria-pressed={preset === item}
              onClick={() => onPreset(item)}
              className="h-7 rounded border border-strong px-2 hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-tint"
            >
              {t(`filters.presets.${item}`)}
            </button>
          ))}
        </div>
      )}
      {presets.includes('lastMonth') && <OlderThan age={age} onAge={onAge} />}
      {isOpenEnded ? (
        <div className="grid gap-1">
          <label htmlFor="filter-days" className="text-quiet">
            {controls('dates.from')}
          </label>
          <DateInput
            id="filter-days"
            label={controls('dates.from')}
            entry="day"
            value={range.from}
            onChange={(from) => onRange({ ...range, from })}
            timeZone={timeZone}
          />
        </div>
      ) : (
        <DateRangeInput
          id="filter-days"
          label={controls('dates.period')}
          value={range}
          onChange={onRange}
          timeZone={timeZone}
        />
      )}
    </>
  )
}
