export const pageAmount = 250 // amoCRM silently reduces larger limits

/**
 * Brackets are not encoded: otherwise 250 IDs would exceed the 8 KB that reverse proxies allow a
 * request line.
 */
export const idFilter = (ids: number[]): string => ids.map((id) => `filter[id][]=${id}`).join('&')

export function chunksOf<T>(items: T[], amount: number): T[][] {
  const chunks: T[][] = []
  for (let index = 0; index < items.length; index += amount)
    chunks.push(items.slice(index, index + amount))
  return chunks
}
