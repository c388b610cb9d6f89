type Page = { page: number; size: number; rows: number; total: number }

/** The numbers of the first and last row of a page, from 1; undefined if it has no rows. */
export function rangeOf({ page, size, rows, total }: Page) {
  if (rows === 0 || total === 0) return undefined
  const before = (page - 1) * size
  return { from: before + 1, to: before + rows }
}

/** How many pages there are, at least one. */
export const pageCount = (total: number, size: number): number =>
  Math.max(1, Math.ceil(total / size))
