import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { operandOf, type Period } from '#contract/api/where.ts'
import type { Source } from '#contract/api/sources.ts'
import { comparisonOf } from '#contract/model/comparison.ts'
import { isCalendarDay } from '#contract/api/filters.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { differingZone } from '#dashboard/lib/day-range.ts'
import { exactNumber, formatMoment, formatShortDay } from '#dashboard/lib/format.ts'
import { useConditionAttributes } from './condition-attributes.ts'
import type { Draft } from './condition-draft.ts'
import { conditionQueries } from './condition-queries.ts'
import { presetOf } from './period-presets.ts'

export type ConditionLabel = {
  name: string
  /** The name with the operator, which the values follow. */
  lead: string
  /** The operator on a chip. */
  operator: string
  values: string[]
}

export const fullText = ({ lead, values }: ConditionLabel): string =>
  [lead, values.join(', ') || '…'].join(' ')

/** With the first value and the number of others. */
export const shortText = ({ lead, values: [first = '…', ...others] }: ConditionLabel): string =>
  `${lead} ${first}${others.length > 0 ? `, +${others.length}` : ''}`

const maxNamed = 20 // companies whose names are read for chips

/** The texts of conditions. IDs stand in for names that are still loading. */
export function useConditionLabels(source: Source, drafts: Draft[]) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const { language } = i18n
  const known = useConditionAttributes(source)
  const { users, nameOf, find } = known
  const account = useQuery(directoryQueries.account(source.id))
  const timeZone = account.data?.timeZone ?? null
  const isById = ({ key, op }: Draft) => key === 'company' && (op === 'in' || op === 'notIn')
  const ids = [...new Set(drafts.filter(isById).flatMap(({ values }) => values))].slice(0, maxNamed)
  const companies = useQueries({
    queries: ids.map((id) => ({
      ...conditionQueries.companyName(source.id, id),
      enabled: source.capabilities.operators,
    })),
  })
  const companyName = (id: string) => companies[ids.indexOf(id)]?.data ?? `#${id}`

  function valueText(draft: Draft, value: string): string {
    const attribute = find(draft.key)
    if (operandOf[draft.op] === 'texts') return value
    if (draft.op === 'country') return `+${value}`
    switch (attribute && comparisonOf[attribute.kind]) {
      case 'company':
        return companyName(value)
      case 'user':
        return users?.find(({ id }) => String(id) === value)?.name ?? `#${value}`
      case 'choice':
        return (
          attribute?.options.find(({ id }) => String(id) === value)?.label ??
          value.replace(/^=/, '')
        )
      case 'flag':
        return t(value === 'true' ? 'contacts.yes' : 'contacts.no')
      case 'number':
        return draft.key === 'id' ? value : exactNumber(value, language)
      case 'text':
      case 'day':
      case 'moment':
      case 'contactPoint':
      case 'content':
      case 'tag':
      case 'link':
      case 'none':
      case undefined:
        return value
    }
  }

  const fromTo = (from: string | undefined, to: string | undefined): string => {
    if (from && to) return from === to ? from : t('filters.fromTo', { from, to })
    return from ? t('filters.from', { from }) : t('filters.to', { to: to ?? '' })
  }
  const endText = (end: string): string => {
    if (isCalendarDay(end)) return formatShortDay(end, language)
    return end.includes('T') ? formatMoment(end, language, timeZone) : exactNumber(end, language)
  }
  /** Days of times begin in the account's time zone, which is named if the user's differs. */
  const zoned = (text: string, { key }: Draft): string => {
    const isZoned = find(key)?.kind === 'dateTime' && timeZone !== null
    const zone = isZoned && differingZone(timeZone, language, Date.now())
    return zone ? `${text} (${zone})` : text
  }
  const periodText = (period: Period): string => {
    const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
    if ('olderThan' in period) {
      const { unit, olderThan: count } = period
      return unit === 'day' || unit === 'month'
        ? t(`filters.olderThan.${unit}`, { count })
        : t('filters.before', { time: format.format(-count, unit) })
    }
    const preset = presetOf(period)
    if (preset) return t(`filters.presets.${preset}`)
    const end = (count: number | undefined) =>
      count === undefined ? undefined : format.format(count, period.unit)
    return fromTo(end(period.from), end(period.to))
  }

  function valuesOf(draft: Draft): string[] {
    const { op, values, from, to, period } = draft
    switch (operandOf[op]) {
      case 'nothing':
        return [t(`filters.is.${op === 'empty' || op === 'unknown' ? op : 'filled'}`)]
      case 'ends':
      case 'amounts':
        return from || to ? [zoned(fromTo(from && endText(from), to && endText(to)), draft)] : []
      case 'period':
        return period ? [zoned(periodText(period), draft)] : []
      case 'values':
      case 'texts':
      case 'parts':
        return values.map((value) => valueText(draft, value))
    }
  }
  return {
    ...known,
    /** Whether names are still being read. */
    isNaming: [account, known.fields, known.usersQuery, ...companies].some(
      ({ isLoading }) => isLoading,
    ),
    timeZone,
    companyName,
    labelOf: (draft: Draft): ConditionLabel => {
      const { op, values } = draft
      const name = nameOf(draft.key)
      const isOne = values.length === 1
      const lead = op === 'in' && isOne ? 'is' : op === 'notIn' && isOne ? 'isNot' : op
      return {
        name,
        lead: t(`filters.leads.${lead}`, { name }),
        operator: t(`filters.onChip.${lead}`),
        values: valuesOf(draft),
      }
    },
  }
}
