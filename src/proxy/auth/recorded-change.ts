import type { Kysely } from 'kysely'
import type { AuditRecord } from '#proxy/audit/audit-entry.ts'
import { appendEntries } from '#proxy/audit/audit-rows.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'

/** Notes what a change does, for the audit log; `actor` if it was somebody else than its author. */
export type Note = (entry: Omit<AuditRecord, 'actor'> & { actor?: Actor }) => void

/** A change within a transaction, in which what it notes is recorded: both happen, or neither. */
export async function recordedIn<T>(
  trx: Kysely<Tables>,
  { now }: Pick<Store, 'now'>,
  by: Actor,
  work: (note: Note) => Promise<T>,
): Promise<T> {
  const noted: AuditRecord[] = []
  const result = await work((entry) => noted.push({ actor: by, ...entry }))
  if (noted.length > 0) await appendEntries(trx, now, noted)
  return result
}

/** The same in a transaction of its own. */
export const recorded = <T>(
  store: Pick<Store, 'db' | 'now'>,
  by: Actor,
  work: (trx: Kysely<Tables>, note: Note) => Promise<T>,
): Promise<T> =>
  store.db.transaction().execute((trx) => recordedIn(trx, store, by, (note) => work(trx, note)))

/** Somebody who is registered, at the address from which they do something. */
export const actorOfUser = (
  { id, name, email }: { id: string; name: string; email: string },
  address: string | null,
): Actor => ({ id, name: name || email, address })
