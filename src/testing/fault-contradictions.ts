import type { MatrixAnswer } from './fault-answers.ts'
import type { MatrixCall, MatrixSource, Tried } from './fault-matrix.ts'

/**
 * Whether status 204 proves success: it is the API's response to unlinking and to setting a status.
 */
export const isProof = (
  source: MatrixSource,
  { name }: MatrixCall,
  answer: MatrixAnswer,
): boolean =>
  answer.name === '204' &&
  ((source === 'main' && name.startsWith('unlink')) || name.startsWith('status'))

/** Errors in the result of a cell: written twice, reported incorrectly, or not completed. */
export function contradictionsIn(
  { reports, held, isUsed, errors, answer }: Tried,
  mustEnd: boolean,
) {
  const found = errors.map(String)
  if (!isUsed) found.push('the fault did not happen')
  for (const [index, report] of reports.entries()) {
    const count = held[index] ?? 0
    if (count > 1) found.push(`written ${count} times`)
    if (report !== 'unknown' && (report === 'done') !== count > 0)
      found.push(`reported as "${report}", and written ${count} times`)
    if (mustEnd && report !== 'done') found.push(`given up: ${report}`)
  }
  return found.map((text) => `${answer}: ${text}`)
}
