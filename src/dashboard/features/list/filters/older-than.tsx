import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Age } from '#dashboard/lib/day-preset-names.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { SelectBox } from '#dashboard/ui/select.tsx'

type Props = {
  age: Age | undefined
  /** Undefined: the number was removed. Called only with a number that is one. */
  onAge: (age: Age | undefined) => void
}

const units = ['day', 'month'] as const

/** "Older than 90 days", counted from today whenever it is asked. */
export function OlderThan({ age, onAge }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const [typed, setTyped] = useState(age ? String(age.olderThan) : '')
  const [unit, setUnit] = useState<Age['unit']>(age?.unit ?? 'day')
  const id = useId()
  const put = (text: string, of: Age['unit']) => {
    const digits = text.replaceAll(/\D/g, '').slice(0, 4)
    setTyped(digits)
    setUnit(of)
    if (Number(digits) > 0) onAge({ unit: of, olderThan: Number(digits) })
    else if (age) onAge(undefined)
  }
  return (
    <div className="flex min-w-0 items-center gap-2">
      <label htmlFor={id}>{t('filters.older')}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => put(target.value, unit)}
        className={`${controlLook.line} w-16! tabular-nums pointer-coarse:h-11`}
      />
      <span className="w-32">
        <SelectBox
          label={t('filters.olderUnit')}
          hasSearch={false}
          value={unit}
          options={units.map((value) => ({
            value,
            text: t(`filters.units.${value}`, { count: Number(typed) }),
          }))}
          onChange={(next) => put(typed, next)}
        />
      </span>
    </div>
  )
}
