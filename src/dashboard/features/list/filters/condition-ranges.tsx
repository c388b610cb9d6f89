import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'
import { decimal, isCalendarDay } from '#contract/api/filters.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import { parseDecimal } from '#contract/model/decimal.ts'
import { decimalSortKey } from '#contract/model/sort-key.ts'
import type { Age } from '#dashboard/lib/day-preset-names.ts'
import { dayOf, differingZone } from '#dashboard/lib/day-range.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { DateRangeInput, type TypedRange } from '#dashboard/ui/date-range-input.tsx'
import { NumberInput } from '#dashboard/ui/number-input.tsx'
import type { Draft } from './condition-draft.ts'
import { takeFocus } from './filter-option-list.tsx'
import { OlderThan } from './older-than.tsx'
import { periods, presetOf, presetsFor } from './period-presets.ts'

type NumbersProps = {
  range: TypedRange
  /** Counts of items have no fractions and no sign. */
  isWhole: boolean
  onRange: (range: TypedRange) => void
}

/** A range of numbers; applied whenever both ends are numbers in order. */
export function ConditionNumbers({ range, isWhole, onRange }: NumbersProps) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const [typed, setTyped] = useState(range)
  const problem = useId()
  const read = (text: string): string | undefined => {
    if (text.trim() === '') return ''
    const parsed = parseDecimal(text, { isCommaDecimal: i18n.language === 'ru' })
    if (!('decimal' in parsed) || !z.safeParse(decimal, parsed.decimal).success) return undefined
    return isWhole && !/^\d{1,6}$/.test(parsed.decimal) ? undefined : parsed.decimal
  }
  const [from, to] = [read(typed.from), read(typed.to)]
  const isInverted = from !== undefined && to !== undefined && isReversed(from, to)
  const problemText =
    from === undefined || to === undefined
      ? t('filters.notNumber')
      : isInverted
        ? t('filters.reversed')
        : undefined
  const change = (end: keyof TypedRange) => (text: string) => {
    const next = { ...typed, [end]: text }
    setTyped(next)
    const ends = { from: read(next.from), to: read(next.to) }
    if (ends.from === undefined || ends.to === undefined) return
    if (!isReversed(ends.from, ends.to)) onRange({ from: ends.from, to: ends.to })
  }
  return (
    <div className="grid gap-2 px-3 pb-3">
      <div className="grid grid-cols-2 gap-2">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="grid gap-1">
            <span className="text-quiet">{t(end === 'from' ? 'filters.min' : 'filters.max')}</span>
            <NumberInput
              ref={end === 'from' ? takeFocus : undefined}
              text={typed[end]}
              onText={change(end)}
              aria-invalid={read(typed[end]) === undefined || isInverted || undefined}
              aria-describedby={problemText ? problem : undefined}
              className={`${controlLook.line} pointer-coarse:h-11`}
            />
          </label>
        ))}
      </div>
      {problemText && (
        <p id={problem} role="alert" className="text-meta text-danger">
          {problemText}
        </p>
      )}
    </div>
  )
}

const isReversed = (from: string, to: string): boolean =>
  from !== '' && to !== '' && (decimalSortKey(from) ?? '') > (decimalSortKey(to) ?? '')

const ageIn = (period: Draft['period']): Age | undefined =>
  period && 'olderThan' in period && (period.unit === 'day' || period.unit === 'month')
    ? { unit: period.unit, olderThan: period.olderThan }
    : undefined

type DaysProps = {
  id: string
  attribute: Attribute
  draft: Draft
  /** IANA name of the account's time zone; null: the user's own. */
  timeZone: string | null
  onDraft: (draft: Draft, isTyped?: boolean) => void
}

/** A period by its name, or by its first and last day of the account's calendar. */
export function ConditionDays({ id, attribute, draft, timeZone, onDraft }: DaysProps) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const [typed, setTyped] = useState({
    from: dayOf(draft.from || undefined, timeZone),
    to: dayOf(draft.to || undefined, timeZone),
  })
  const [now] = useState(() => Date.now())
  const preset = draft.period && presetOf(draft.period)
  // A day of a date field is the same in every zone.
  const zone =
    attribute.kind === 'dateTime' && timeZone && differingZone(timeZone, i18n.language, now)
  const change = (range: TypedRange) => {
    setTyped(range)
    const areDays = [range.from, range.to].every((day) => day === '' || isCalendarDay(day))
    if (!areDays || (range.from > range.to && range.to !== '')) return
    onDraft({ ...draft, op: 'range', period: undefined, ...range })
  }
  return (
    <div className="grid gap-3 px-3 pb-3">
      <div role="group" aria-label={t('filters.period')} className="grid grid-cols-2 gap-1">
        {presetsFor(attribute.key).map((name, index) => (
          <button
            key={name}
            ref={index === 0 ? takeFocus : undefined}
            type="button"
            aria-pressed={preset === name}
            onClick={() => {
              setTyped({ from: '', to: '' })
              onDraft({ ...draft, op: 'within', period: periods[name], from: '', to: '' })
            }}
            className="period-button"
          >
            {t(`filters.presets.${name}`)}
          </button>
        ))}
      </div>
      <OlderThan
        key={preset ?? typed.from + typed.to}
        age={ageIn(draft.period)}
        onAge={(age) => {
          setTyped({ from: '', to: '' })
          onDraft({ ...draft, op: 'within', period: age, from: '', to: '' }, true)
        }}
      />
      <DateRangeInput
        id={id}
        label={t('filters.period')}
        value={typed}
        onChange={change}
        timeZone={timeZone}
      />
      {zone && <p className="text-meta text-quiet">{t('filters.accountDays', { zone })}</p>}
    </div>
  )
}
