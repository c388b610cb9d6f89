import { matchList, maxMatchIds, type Match } from '#contract/api/matches.ts'
import { request } from '#dashboard/lib/api-client.ts'

export type MatchesFound = { items: Match[]; missing: number[] }

/**
 * Looks people up at the target, as many at a time as one request takes. Each costs several calls at
 * both sources, so more than a few go at the pace of bulk work.
 */
export async function findMatches(
  { source, target, columns }: { source: string; target: string; columns: number[] },
  ids: number[],
  { signal, onStep }: { signal: AbortSignal; onStep: (done: number) => void },
): Promise<MatchesFound> {
  const found: MatchesFound = { items: [], missing: [] }
  const carried = columns.length > 0 ? `&columns=${columns.join(',')}` : ''
  const priority = ids.length > maxMatchIds ? 'bulk' : undefined
  for (let index = 0; index < ids.length; index += maxMatchIds) {
    const part = ids.slice(index, index + maxMatchIds)
    const path = `/api/sources/${source}/matches?target=${target}&ids=${part.join(',')}${carried}`
    const answer = await request(matchList, path, { signal, ...(priority && { priority }) })
    found.items.push(...answer.items)
    found.missing.push(...answer.missing)
    onStep(index + part.length)
  }
  return found
}
