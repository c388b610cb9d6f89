/**
 * Whether rows look like the answer to a search. What a source searches is not fully
 * documented, so a single odd row proves nothing; but where no row of a page holds any word of the
 * search, nor its digits, the source has ignored it.
 */
export function looksSearched(rows: unknown[], search: string): boolean {
  if (search === '' || rows.length === 0) return true
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const digits = search.replace(/\D/g, '')
  return rows.some((row) => {
    const text = textIn(row).join(' ').toLowerCase()
    return (
      words.some((word) => text.includes(word)) ||
      (digits.length >= 4 && text.replace(/\D/g, '').includes(digits))
    )
  })
}

/** Everything a row holds: its keys are ours and no answer to anything. */
function textIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textIn)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}
