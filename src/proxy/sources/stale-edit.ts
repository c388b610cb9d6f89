import type { ContactPatch, WriteResult } from '#contract/api/writes.ts'
import { toSeconds } from './calendar.ts'

type Reason = Extract<WriteResult, { status: 'rejected' }>['reasons'][number]

/** Whether a contact, last changed at `updatedAt` (Unix seconds), differs from what its editor saw. */
export const isStale = ({ seen }: ContactPatch, updatedAt: number): boolean =>
  seen !== undefined && toSeconds(seen.updatedAt) !== updatedAt

export const staleReason: Reason = {
  field: null,
  code: 'stale',
  message: 'the contact was changed by someone else since it was read',
}
