import type { Right } from '#contract/api/rights.ts'
import { requireRight, requireRows, type Access } from './access.ts'

/** What a write does; jobs are of these kinds. An undo is of the kind of what it undoes. */
export type WriteKind = 'create' | 'edit' | 'link' | 'chats' | 'status'

/**
 * What a write of so many rows needs. Chats and statuses are the work of support in any number; of
 * contacts, more than one at once is another right than one.
 */
export function rightToWrite(kind: WriteKind, rows: number): Right {
  switch (kind) {
    case 'create':
    case 'edit':
    case 'link':
      return rows > 1 ? 'bulk' : 'edit'
    case 'chats':
      return 'chats'
    case 'status':
      return 'statuses'
  }
}

/** Throws unless somebody may write so many rows at once. */
export function requireWrite(access: Access, sourceId: string, kind: WriteKind, rows: number) {
  requireRight(access, sourceId, rightToWrite(kind, rows))
  requireRows(access, sourceId, rows)
}
