import { maxEventIds, type ContactsEvent } from '#contract/api/proxy-events.ts'

/** Contacts of a local copy that are other ones now; too many (`isMany`) are not named. */
export type ContactChanges = Pick<ContactsEvent, 'added' | 'changed' | 'removed' | 'isMany'>

export type MirrorListener = {
  onContacts: (changes: ContactChanges) => void
  /** The state of the copy may be another one. */
  onState: () => void
}

/** Of parts that may be missing; undefined if nothing has changed. */
export function changesOf({
  added = [],
  changed = [],
  removed = [],
  isMany = false,
}: Partial<ContactChanges>): ContactChanges | undefined {
  const count = added.length + changed.length + removed.length
  if (count > maxEventIds || isMany) return { added: [], changed: [], removed: [], isMany: true }
  return count === 0 ? undefined : { added, changed, removed, isMany }
}

/** Both together; each contact is named once, by what happened to it last. */
export function mergeChanges(
  before: ContactChanges | undefined,
  after: ContactChanges,
): ContactChanges {
  if (!before) return after
  const wasAdded = new Set(before.added)
  const removed = new Set([...before.removed, ...after.removed])
  for (const id of [...after.added, ...after.changed]) removed.delete(id)
  const added = new Set([...before.added, ...after.added].filter((id) => !removed.has(id)))
  const changed = [...before.changed, ...after.changed].filter(
    (id) => !wasAdded.has(id) && !added.has(id) && !removed.has(id),
  )
  const all = {
    added: [...added],
    changed: [...new Set(changed)],
    removed: [...removed],
    isMany: before.isMany || after.isMany,
  }
  return changesOf(all) ?? all
}
