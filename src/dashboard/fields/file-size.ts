import { perKey } from '#dashboard/lib/format.ts'

const kilobytes = perKey(
  (language) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }),
)

export const formatBytes = (bytes: number, language: string): string =>
  kilobytes(language).format(bytes / 1000)
