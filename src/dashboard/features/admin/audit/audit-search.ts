import * as z from 'zod/mini'
import { auditAction, auditOutcome } from '#contract/api/audit.ts'
import { jobId } from '#contract/api/jobs.ts'
import { sourceId } from '#contract/api/sources.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'

/** Periods by their number of days, the current one included. */
export const periods = [1, 7, 30] as const

/** The conditions of the audit log in its address; days are those of this browser's time zone. */
export const auditSearch = z.object({
  days: z.optional(z.pipe(wholeNumber(1, 3650), z.int())),
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
  person: z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))),
  action: z.optional(auditAction),
  outcome: z.optional(auditOutcome),
  source: z.optional(sourceId),
  contact: z.optional(wholeNumber(1)),
  job: z.optional(jobId),
})
export type AuditSearch = z.infer<typeof auditSearch>

/** The parameters of the API; `now`: milliseconds, for periods of days. */
export function auditParameters(search: AuditSearch, now: number): URLSearchParams {
  const { days, from, to, ...others } = search
  const start = days === undefined ? from && startOf(from) : midnight(now, 1 - days)
  const end = days === undefined && to ? startOf(to, 1) : undefined
  const all = { ...others, from: start, to: end }
  return new URLSearchParams(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
}

/** Midnight of a calendar day, or of one some days later, in this browser's zone. */
function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

function midnight(now: number, later: number): string {
  const today = new Date(now)
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + later).toISOString()
}

/** The day of a time in this browser's zone, as `YYYY-MM-DD`. */
export function dayOf(time: number): string {
  const date = new Date(time)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
