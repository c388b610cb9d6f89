import type { Contact, ContactQuery } from '#contract/api/contacts.ts'
import type { ContactChanges } from './contact-changes.ts'
import type { ContactsRead } from './source.ts'

/**
 * Which contacts of a source an actor may see. Everything that lists, counts, finds or exports
 * contacts needs one, so that no caller can forget it.
 */
export type Visibility =
  | { contacts: 'all' }
  /** Those for whom one of these users is responsible. */
  | { contacts: 'ofResponsible'; users: readonly number[] }

/** Somebody who may see a part of a source. */
type Viewer = { of: (sourceId: string) => { visibility: Visibility } }

/** What somebody may see of a source; the only place that decides it. */
export const visibilityOf = (viewer: Viewer, sourceId: string): Visibility =>
  viewer.of(sourceId).visibility

/** Whether a contact that was read by ID is visible; others are as if they did not exist. */
export function isVisible(
  { responsible }: Pick<Contact, 'responsible'>,
  visibility: Visibility,
): boolean {
  switch (visibility.contacts) {
    case 'all':
      return true
    case 'ofResponsible':
      return responsible !== null && visibility.users.includes(responsible.id)
  }
}

/** The same of contacts that were read for a write. */
export const visibleOf = (
  { snapshots, unreadable }: ContactsRead,
  visibility: Visibility,
): ContactsRead => ({
  snapshots: snapshots.filter(({ detail }) => isVisible(detail, visibility)),
  unreadable: visibility.contacts === 'all' ? unreadable : [],
})

/** The query restricted to what is visible, for sources that are read without a local copy. */
export function visibleQuery(query: ContactQuery, visibility: Visibility): ContactQuery {
  switch (visibility.contacts) {
    case 'all':
      return query
    case 'ofResponsible': {
      const { users } = visibility
      const responsible = query.responsible?.filter((id) => users.includes(id)) ?? [...users]
      // Nobody has this ID: an empty list would be no filter at all.
      return { ...query, responsible: responsible.length > 0 ? responsible : [0] }
    }
  }
}

/**
 * What an actor may know of changes: which visible contacts they are, and that there are others.
 * Those may have been visible until now, so that lists have to be read again. `find`: the visible ones of
 * some IDs.
 */
export async function visibleChanges(
  changes: ContactChanges,
  visibility: Visibility,
  find: (ids: number[]) => Promise<number[]>,
): Promise<ContactChanges> {
  switch (visibility.contacts) {
    case 'all':
      return changes
    case 'ofResponsible': {
      const { added, changed } = changes
      const visible = new Set(await find([...added, ...changed]))
      const only = (ids: number[]) => ids.filter((id) => visible.has(id))
      return { added: only(added), changed: only(changed), removed: [], isMany: true }
    }
  }
}
