import * as z from 'zod/mini'

/** Ranges relative to today, so that a view stored in May still means "the last 7 days". */
const namedPreset = z.enum([
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'last7',
  'last30',
  'thisMonth',
  'lastMonth',
  'overdue',
  'next7',
])
export type NamedPreset = z.infer<typeof namedPreset>

/** `older90d`, `older3m`: longer ago than so many days or months. */
export type OlderPreset = `older${number}${'d' | 'm'}`
export const isOlder = (text: unknown): text is OlderPreset =>
  typeof text === 'string' && /^older[1-9]\d{0,3}[dm]$/.test(text)

export const dayPreset = z.union([namedPreset, z.custom<OlderPreset>(isOlder)])
export type DayPreset = z.infer<typeof dayPreset>
