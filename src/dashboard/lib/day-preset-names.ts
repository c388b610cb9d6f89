import type { NamedPreset, OlderPreset } from './day-preset.ts'

export const pastPresets: NamedPreset[] = [
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'last7',
  'last30',
  'thisMonth',
  'lastMonth',
]
export const taskPresets: NamedPreset[] = ['overdue', 'today', 'next7']

export type Age = { unit: 'day' | 'month'; olderThan: number }

export const ageOf = (preset: OlderPreset): Age => ({
  unit: preset.endsWith('d') ? 'day' : 'month',
  olderThan: Number(preset.slice('older'.length, -1)),
})

export const olderPreset = ({ unit, olderThan }: Age): OlderPreset =>
  `older${olderThan}${unit === 'day' ? 'd' : 'm'}`
