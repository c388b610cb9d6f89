import type { MirrorStatus } from '#contract/api/mirror.ts'
import { perSecond, secondsLeft, type Sample } from '#dashboard/domain/job-pace.ts'

export type MirrorProgress = {
  read: number
  /** Null if it is unknown, or if more have been read than were expected. */
  expected: number | null
  /** Contacts per second, a whole number; undefined while it is unknown or less than one. */
  rate: number | undefined
  /** Undefined while it is unknown. */
  seconds: number | undefined
}

/** How far a local copy is filled; `samples` are what it had at recent times. */
export function mirrorProgress(
  { read, expected }: Pick<MirrorStatus, 'read' | 'expected'>,
  samples: readonly Sample[],
): MirrorProgress {
  const known = expected !== null && expected >= read ? expected : null
  return {
    read,
    expected: known,
    rate: Math.round(perSecond(samples) ?? 0) || undefined,
    seconds: known === null ? undefined : secondsLeft(samples, known),
  }
}

const minute = 60_000

/**
 * How long ago a time was: "12 sec. ago" below a minute, then in whole minutes, hours and days. A
 * time after `now` (milliseconds) is now, because clocks differ.
 */
export function formatAge(iso: string, now: number, language: string): string {
  const formatter = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const age = Math.max(0, now - Date.parse(iso))
  if (age < minute) return formatter.format(-Math.floor(age / 1000), 'second')
  if (age < 60 * minute) return formatter.format(-Math.floor(age / minute), 'minute')
  if (age < 24 * 60 * minute) return formatter.format(-Math.floor(age / 60 / minute), 'hour')
  return formatter.format(-Math.floor(age / 24 / 60 / minute), 'day')
}

/** Milliseconds until the text of `formatAge` changes. */
export function untilNextAge(iso: string, now: number): number {
  const age = Math.max(0, now - Date.parse(iso))
  const step = age < minute ? 1000 : minute
  return step - (age % step)
}
