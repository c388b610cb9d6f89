import * as z from 'zod/mini'
import type { Range } from '#contract/api/filters.ts'

/** Ranges named relative to today, so that a view kept since May still means "the last 7 days". */
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

/** What a preset means at a moment (milliseconds), in days of the reader's own calendar. */
export function rangeOfPreset(preset: DayPreset, now: number): Range {
  const date = new Date(now)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  const days = (first: number, last: number): Range => ({
    from: new Date(year, month, day + first).toISOString(),
    to: endOf(new Date(year, month, day + last)),
  })
  switch (preset) {
    case 'today':
      return days(0, 0)
    case 'yesterday':
      return days(-1, -1)
    case 'last7':
      return days(-6, 0)
    case 'last30':
      return days(-29, 0)
    case 'next7':
      return days(0, 6)
    case 'thisMonth':
      return { from: new Date(year, month, 1).toISOString(), to: endOf(new Date(year, month, day)) }
    case 'lastMonth':
      return {
        from: new Date(year, month - 1, 1).toISOString(),
        to: endOf(new Date(year, month, 0)),
      }
    case 'overdue':
      return { to: date.toISOString() }
  }
}

/** The last whole second of a day: amoCRM counts in seconds, and both ends are inclusive. */
function endOf(day: Date): string {
  const end = new Date(day)
  end.setHours(23, 59, 59, 0)
  return end.toISOString()
}

/** A range of calendar days (`YYYY-MM-DD`, as a date input has them) as moments of the reader's. */
export const rangeOfDays = (from: string, to: string): Range => ({
  ...(from && { from: new Date(`${from}T00:00:00`).toISOString() }),
  ...(to && { to: endOf(new Date(`${to}T00:00:00`)) }),
})

/** The reader's calendar day of a moment, as a date input has it; empty for an open end. */
export function dayOf(iso: string | undefined): string {
  if (!iso) return ''
  const date = new Date(iso)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
