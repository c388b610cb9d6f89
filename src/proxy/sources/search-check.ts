import { contactSearchText } from '#contract/model/contact-search-text.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'

/** Rejects text that is empty once cleaned, because a source would return all contacts for it. */
export function searchTextOf(typed: string): string {
  const text = contactSearchText(typed)
  if (text === '' && typed !== '')
    throw new InvalidInputError([{ name: 'search', message: 'contains nothing to search for' }])
  return text
}

/**
 * Whether rows may be the result of a search. What a source searches is not fully documented, so a
 * single row without the text proves nothing; but if no row of a page contains any word or the
 * digits of the search, the source has ignored it.
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

/** All text in a row except its keys, which do not come from the source. */
function textIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textIn)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}
