const units = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** "21 MB": two digits and more without a fraction. */
export function formatSize(bytes: number, language: string): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 1), units.length)
  const value = bytes / 1000 ** step
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step - 1],
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

const minute = 60

/** "40 sec", "7 min", "2 hr". */
export function formatDuration(seconds: number, language: string): string {
  const [value, unit] =
    seconds < minute
      ? [seconds, 'second']
      : seconds < 60 * minute
        ? [seconds / minute, 'minute']
        : [seconds / 3600, 'hour']
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(Math.max(1, value))
}
