import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** Those of some contacts that are visible, as the source has them now. */
export type Sees = (ids: number[], call: Call) => Promise<Set<number>>

export const noSuchContact = 'the contact does not exist'

/** Throws `not_found` for a contact that is not visible, as for one that does not exist. */
export const seenOnly = (sees: Sees) => async (id: number, call: Call) => {
  if (!(await sees([id], call)).has(id)) throw new SourceError('not_found', noSuchContact)
}
