import type { Period } from '#contract/api/where.ts'
import type { DayPreset } from '#dashboard/lib/day-preset.ts'

export type PeriodPreset = Exclude<DayPreset, 'overdue'> | 'beforeToday'

/** The periods that are offered by name. */
export const periods: Record<PeriodPreset, Period> = {
  beforeToday: { unit: 'day', to: -1 },
  today: { unit: 'day', from: 0, to: 0 },
  yesterday: { unit: 'day', from: -1, to: -1 },
  last7: { unit: 'day', from: -6, to: 0 },
  last30: { unit: 'day', from: -29, to: 0 },
  thisMonth: { unit: 'month', from: 0, to: 0 },
  lastMonth: { unit: 'month', from: -1, to: -1 },
  next7: { unit: 'day', from: 0, to: 6 },
}

const past: PeriodPreset[] = ['today', 'yesterday', 'last7', 'last30', 'thisMonth', 'lastMonth']
const names: PeriodPreset[] = ['beforeToday', ...past, 'next7']

/** The presets of an attribute: created and updated contacts have no future. */
export const presetsFor = (key: string): PeriodPreset[] =>
  key === 'createdAt' || key === 'updatedAt'
    ? past
    : key === 'nextTaskAt'
      ? ['beforeToday', 'today', 'next7']
      : [...past, 'next7']

export const presetOf = ({ unit, from, to }: Period): PeriodPreset | undefined =>
  names.find((name) => {
    const preset = periods[name]
    return preset.unit === unit && preset.from === from && preset.to === to
  })
