import { useTranslation } from 'react-i18next'
import type { DayPreset } from '#dashboard/lib/day-preset.ts'

type Props = {
  /** `YYYY-MM-DD`, as in date inputs; empty for an open end. */
  from: string
  to: string
  onFrom: (day: string) => void
  /** Omitted if the source supports no end. */
  onTo: ((day: string) => void) | undefined
  presets: DayPreset[]
  preset: DayPreset | undefined
  onPreset: (preset: DayPreset) => void
}

/** A range of days: a preset, or its ends. */
export function FilterDays({ from, to, onFrom, onTo, presets, preset, onPreset }: Props) {
  const { t } = useTranslation()
  const ends = [
    { label: t('filters.fromDay'), value: from, set: onFrom },
    ...(onTo ? [{ label: t('filters.toDay'), value: to, set: onTo }] : []),
  ]
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
      <div className="grid grid-cols-2 gap-2">
        {ends.map(({ label, value, set }) => (
          <label key={label} className="grid min-w-0 gap-1">
            <span className="text-quiet">{label}</span>
            <input
              type="date"
              min="1000-01-01"
              max="9999-12-31"
              value={value}
              onChange={(event) => set(event.target.value)}
              className="h-control w-full min-w-0 rounded border border-strong bg-surface px-2 tabular-nums"
            />
          </label>
        ))}
      </div>
    </>
  )
}
