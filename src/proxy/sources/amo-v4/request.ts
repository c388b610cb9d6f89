export const pageAmount = 250 // amoCRM cuts larger limits silently

/** Brackets stay raw: 250 encoded ids would pass the 8 KB that web fronts allow a request line. */
export const idFilter = (ids: number[]): string => ids.map((id) => `filter[id][]=${id}`).join('&')

export function chunksOf<T>(items: T[], amount: number): T[][] {
  const chunks: T[][] = []
  for (let index = 0; index < items.length; index += amount)
    chunks.push(items.slice(index, index + amount))
  return chunks
}
