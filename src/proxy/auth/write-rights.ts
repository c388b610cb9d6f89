import { rightToWrite, type WriteKind } from '#contract/api/job-kinds.ts'
import { requireRight, requireRows, type Access } from './access.ts'

/** Throws unless somebody may write so many rows at once. */
export function requireWrite(access: Access, sourceId: string, kind: WriteKind, rows: number) {
  requireRight(access, sourceId, rightToWrite(kind, rows))
  requireRows(access, sourceId, rows)
}
