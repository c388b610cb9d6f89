import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'
import { decimal, isCalendarDay, type Range } from '#contract/api/filters.ts'
import { parseDecimal } from '#contract/model/decimal.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { decimalSortKey } from '#contract/model/sort-key.ts'
import { isOlder, type DayPreset, type NamedPreset } from '#dashboard/lib/day-preset.ts'
import { ageOf, olderPreset } from '#dashboard/lib/day-preset-names.ts'
import { dayOf } from '#dashboard/lib/day-range.ts'
import { differingZone } from '#dashboard/lib/day-range.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { NumberInput } from '#dashboard/ui/number-input.tsx'
import { FilterChecks } from './filter-checks.tsx'
import { FilterDays } from './filter-days.tsx'

/** `onApply` gets the filter's text; undefined to remove the filter. */
export type Edited<Value> = { onApply: (value: Value | undefined) => void }

export function EditorForm(props: {
  isValid: boolean
  isRemovable: boolean
  onSubmit: () => void
  onRemove: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (props.isValid) props.onSubmit()
      }}
    >
      {props.children}
      <div className="flex justify-end gap-2">
        {props.isRemovable && (
          <Button look="quiet" onClick={props.onRemove}>
            {t('filters.removeFilter')}
          </Button>
        )}
        <Button look="primary" type="submit" aria-disabled={!props.isValid}>
          {t('filters.apply')}
        </Button>
      </div>
    </form>
  )
}

const inputLook = 'h-control w-full min-w-0 rounded border border-strong bg-surface px-2.5'

export function TextEditor(
  props: {
    label: string
    text: string
    isRemovable: boolean
    isValid: (text: string) => boolean
    read?: (typed: string) => string
  } & Edited<string>,
) {
  const { label, isRemovable, isValid, read = cleanText, onApply } = props
  const [typed, setTyped] = useState(props.text)
  const text = read(typed)
  return (
    <EditorForm
      isValid={isValid(text)}
      isRemovable={isRemovable}
      onSubmit={() => onApply(text)}
      onRemove={() => onApply(undefined)}
    >
      <label className="grid gap-1">
        <span className="text-quiet">{label}</span>
        <input
          type="text"
          ref={takeFocus}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className={inputLook}
        />
      </label>
    </EditorForm>
  )
}

const sortKey = (text: string): string => decimalSortKey(text) ?? ''

const takeFocus = (input: HTMLElement | null) => input?.focus()

export function NumbersEditor(props: { range: Range; isRemovable: boolean } & Edited<Range>) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const [from, setFrom] = useState(props.range.from ?? '')
  const [to, setTo] = useState(props.range.to ?? '')
  const read = (typed: string) => {
    if (typed.trim() === '') return ''
    const parsed = parseDecimal(typed, { isCommaDecimal: i18n.language === 'ru' })
    return 'decimal' in parsed ? parsed.decimal : undefined
  }
  const [low, high] = [read(from), read(to)]
  const isNumber = (text: string | undefined) => text === '' || z.safeParse(decimal, text).success
  const isReversed = low && high && sortKey(low) > sortKey(high)
  const isValid = isNumber(low) && isNumber(high) && Boolean(low || high) && !isReversed
  return (
    <EditorForm
      isValid={isValid}
      isRemovable={props.isRemovable}
      onSubmit={() => props.onApply({ ...(low && { from: low }), ...(high && { to: high }) })}
      onRemove={() => props.onApply(undefined)}
    >
      <div className="grid grid-cols-2 gap-2">
        {(
          [
            [t('filters.min'), from, setFrom],
            [t('filters.max'), to, setTo],
          ] as const
        ).map(([label, value, set], index) => (
          <label key={label} className="grid gap-1">
            <span className="text-quiet">{label}</span>
            <NumberInput
              ref={index === 0 ? takeFocus : undefined}
              text={value}
              onText={set}
              className={inputLook}
            />
          </label>
        ))}
      </div>
    </EditorForm>
  )
}

export function DaysEditor(
  props: {
    range: DayPreset | Range | undefined
    presets: NamedPreset[]
    /** IANA name of the account's time zone; null: the user's own. */
    timeZone: string | null
    /** Whether the start of the days depends on a time zone; false for date fields. */
    isZoned: boolean
    isOpenEnded?: boolean
  } & Edited<DayPreset | Range>,
) {
  const { range, presets, timeZone, isZoned, isOpenEnded = false, onApply } = props
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const ends = typeof range === 'object' ? range : {}
  const [typed, setTyped] = useState({
    from: dayOf(ends.from, timeZone),
    to: dayOf(ends.to, timeZone),
  })
  const { from, to } = typed
  const isReversed = from > to && to !== ''
  const areDays = [from, to].every((day) => day === '' || isCalendarDay(day))
  const [age, setAge] = useState(isOlder(range) ? ageOf(range) : undefined)
  const isValid = age !== undefined || (Boolean(from || to) && !isReversed && areDays)
  const [now] = useState(() => Date.now())
  const zone = isZoned && timeZone && differingZone(timeZone, i18n.language, now)
  return (
    <EditorForm
      isValid={isValid}
      isRemovable={range !== undefined}
      onSubmit={() =>
        onApply(age ? olderPreset(age) : { ...(from && { from }), ...(to && { to }) })
      }
      onRemove={() => onApply(undefined)}
    >
      <FilterDays
        range={typed}
        onRange={(next) => {
          setAge(undefined)
          setTyped(next)
        }}
        age={age}
        onAge={(next) => {
          setTyped({ from: '', to: '' })
          setAge(next)
        }}
        isOpenEnded={isOpenEnded}
        timeZone={timeZone}
        presets={presets}
        preset={typeof range === 'string' ? range : undefined}
        onPreset={onApply}
      />
      {zone && <p className="text-meta text-quiet">{t('filters.accountDays', { zone })}</p>}
    </EditorForm>
  )
}

export function ChecksEditor(
  props: {
    options: { value: string; text: string }[]
    selected: string[]
    isSingle?: boolean
  } & Edited<string[]>,
) {
  const { options, isSingle = false, onApply } = props
  const [selected, setSelected] = useState(props.selected)
  return (
    <EditorForm
      isValid={selected.length > 0}
      isRemovable={props.selected.length > 0}
      onSubmit={() => onApply(selected)}
      onRemove={() => onApply(undefined)}
    >
      <FilterChecks
        options={options}
        selected={selected}
        isSingle={isSingle}
        onSelect={setSelected}
      />
    </EditorForm>
  )
}
