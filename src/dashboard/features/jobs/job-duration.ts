const minute = 60
const hour = 60 * minute

/** How long something took, in whole seconds, minutes or hours: at least a second. */
export function formatDuration(from: string, to: string, language: string): string {
  const seconds = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
  const [unit, length] =
    seconds < 2 * minute
      ? (['second', 1] as const)
      : seconds < 2 * hour
        ? (['minute', minute] as const)
        : (['hour', hour] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.round(seconds / length),
  )
}
