import type { Period } from '#contract/api/where.ts'
import type { NamedPreset } from '#dashboard/lib/day-preset.ts'
import { pastPresets } from '#dashboard/lib/day-preset-names.ts'

type PeriodPreset = Exclude<NamedPreset, 'overdue'> | 'beforeToday'

/** The periods that are offered by name. */
export const periods: Record<PeriodPreset, Exclude<Period, { olderThan: number }>> = {
  beforeToday: { unit: 'day', to: -1 },
  today: { unit: 'day', from: 0, to: 0 },
  yesterday: { unit: 'day', from: -1, to: -1 },
  thisWeek: { unit: 'week', from: 0, to: 0 },
  lastWeek: { unit: 'week', from: -1, to: -1 },
  last7: { unit: 'day', from: -6, to: 0 },
  last30: { unit: 'day', from: -29, to: 0 },
  thisMonth: { unit: 'month', from: 0, to: 0 },
  lastMonth: { unit: 'month', from: -1, to: -1 },
  next7: { unit: 'day', from: 0, to: 6 },
}

const isPast = (name: NamedPreset): name is Exclude<NamedPreset, 'overdue'> => name !== 'overdue'
const past = pastPresets.filter(isPast)
const names: PeriodPreset[] = ['beforeToday', ...past, 'next7']

/** The presets of an attribute: created and updated contacts have no future. */
export const presetsFor = (key: string): PeriodPreset[] =>
  key === 'createdAt' || key === 'updatedAt'
    ? past
    : key === 'nextTaskAt'
      ? ['beforeToday', 'today', 'next7']
      : [...past, 'next7']

export const presetOf = (period: Period): PeriodPreset | undefined =>
  'olderThan' in period
    ? undefined
    : names.find((name) => {
        const { unit, from, to } = periods[name]
        return unit === period.unit && from === period.from && to === period.to
      })
