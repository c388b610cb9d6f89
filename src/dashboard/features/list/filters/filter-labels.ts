import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { isCalendarDay, type Range } from '#contract/api/filters.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import type { FieldCondition } from '#dashboard/domain/contact-filters.ts'
import { readRange } from '#dashboard/domain/filter-changes.ts'
import { isOlder, type DayPreset } from '#dashboard/lib/day-preset.ts'
import { ageOf } from '#dashboard/lib/day-preset-names.ts'
import { differingZone } from '#dashboard/lib/day-range.ts'
import { exactNumber, formatMoment, formatShortDay } from '#dashboard/lib/format.ts'
import { fieldFilterKind } from './field-filter-kind.ts'
import type { StandardFilter } from './filter-options.ts'

type Known = {
  users: User[] | undefined
  fields: FieldDefinition[] | undefined
  bots: Capabilities['bots']
  /** IANA name of the account's time zone; null: the user's own, undefined while it is loading. */
  timeZone: string | null | undefined
}

/** The texts of filter chips. Ids stand in for names that are still loading. */
export function useFilterLabels({ users, fields, bots, timeZone }: Known) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const { language } = i18n

  const endText = (end: string) =>
    isCalendarDay(end)
      ? formatShortDay(end, language)
      : formatMoment(end, language, timeZone ?? null)
  const days = (range: DayPreset | Range): string => {
    if (isOlder(range)) {
      const { unit, olderThan } = ageOf(range)
      return t(`filters.olderThan.${unit}`, { count: olderThan })
    }
    if (typeof range === 'string') return t(`filters.presets.${range}`)
    const from = range.from && endText(range.from)
    const to = range.to && endText(range.to)
    if (from && to) return from === to ? from : t('filters.fromTo', { from, to })
    return from ? t('filters.from', { from }) : t('filters.to', { to: to ?? '' })
  }
  /**
   * Days for filters of times begin in the account's time zone, which is named if the user's
   * differs.
   */
  const zonedDays = (range: DayPreset | Range): string => {
    const zone = timeZone && differingZone(timeZone, language, Date.now())
    return zone ? `${days(range)} (${zone})` : days(range)
  }
  const numbers = ({ from, to }: Range): string => {
    const [low, high] = [from, to].map((n) => n && exactNumber(n, language))
    if (low && high) return t('filters.fromTo', { from: low, to: high })
    return low ? t('filters.from', { from: low }) : t('filters.to', { to: high ?? '' })
  }
  const list = (texts: string[]): string =>
    texts.length <= 2 ? texts.join(', ') : `${texts.slice(0, 2).join(', ')}, +${texts.length - 2}`

  function textOf(name: StandardFilter, text: string): string {
    switch (name) {
      case 'created':
      case 'updated':
      case 'nextTask':
        return zonedDays(readRange(text))
      case 'updatedSince':
        return zonedDays({ from: text })
      case 'responsible':
      case 'createdBy':
      case 'updatedBy':
        return list(
          text.split(',').map((id) => users?.find((user) => String(user.id) === id)?.name ?? id),
        )
      case 'ids':
        return list(text.split(','))
      case 'bot':
        return bots.find((bot) => String(bot.id) === text)?.name ?? text
      case 'name':
        return text
    }
  }

  function conditionText(condition: FieldCondition): string {
    const field = fields?.find(({ id }) => id === condition.id)
    // A date field holds a day of the calendar, independent of time zones.
    const daysText = field?.kind === 'dateTime' ? zonedDays : days
    if ('in' in condition) return daysText(condition.in)
    if ('is' in condition) {
      if (field && fieldFilterKind(field.kind) === 'yes') return t('contacts.yes')
      return list(
        condition.is.map(
          (value) => field?.options.find(({ id }) => String(id) === value)?.label ?? value,
        ),
      )
    }
    const isNumber = [condition.from, condition.to].some(
      (end) => end && !end.includes('T') && !isCalendarDay(end),
    )
    return isNumber ? numbers(condition) : daysText(condition)
  }

  return {
    label: (name: StandardFilter): string => t(`filters.names.${name}`),
    fieldLabel: (id: number): string =>
      fields?.find((field) => field.id === id)?.name ?? t('filters.field', { id }),
    textOf,
    conditionText,
  }
}
