import type { Job } from './jobs.ts'
import type { Right } from './rights.ts'

/** What a write does; jobs are of these kinds. An undo is of the kind of what it undoes. */
export type WriteKind = Exclude<Job['kind'], 'undo'>

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
