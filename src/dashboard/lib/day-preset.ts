import * as z from 'zod/mini'

/** Ranges relative to today, so that a view stored in May still means "the last 7 days". */
export const dayPreset = z.enum([
  'today',
  'yesterday',
  'last7',
  'last30',
  'thisMonth',
  'lastMonth',
  'overdue',
  'next7',
])
export type DayPreset = z.infer<typeof dayPreset>

export const pastPresets: DayPreset[] = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'thisMonth',
  'lastMonth',
]
export const taskPresets: DayPreset[] = ['overdue', 'today', 'next7']
