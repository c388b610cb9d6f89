/** How many rows were finished (`done`) at a time in milliseconds. */
export type Sample = { at: number; done: number }

const window = 30_000 // milliseconds: the speed of a job changes with the available request rate
const minWatched = 2000 // milliseconds of observation before an estimate is shown

/** The recent samples including a new one. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const recent = samples.filter(({ at }) => sample.at - at <= window)
  return [...recent, sample]
}

/** Estimated seconds for the remaining rows; undefined if there are too few samples. */
export function secondsLeft(samples: readonly Sample[], total: number): number | undefined {
  const pace = perSecond(samples)
  const done = samples.at(-1)?.done
  return pace === undefined || done === undefined ? undefined : (total - done) / pace
}

/** Rows per second; undefined if there are too few samples, or none was finished. */
export function perSecond(samples: readonly Sample[]): number | undefined {
  const [first] = samples
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < minWatched) return undefined
  const rows = last.done - first.done
  return rows > 0 ? (rows * 1000) / (last.at - first.at) : undefined
}

/** Rounded: steps of five seconds below a minute, whole minutes above. */
export function formatLeft(seconds: number, language: string): string {
  const isShort = seconds < 58
  const value = isShort ? Math.max(5, Math.round(seconds / 5) * 5) : Math.round(seconds / 60)
  const unit = isShort ? 'second' : 'minute'
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.max(1, value),
  )
}
