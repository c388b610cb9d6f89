import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'

/**
 * The chosen contacts of a source. `picked`: one by one or by page; `all`: everything that matched
 * when it was counted to its end; `part`: a count that was stopped or broke off.
 */
export type ContactSelection = {
  contacts: ReadonlyMap<number, Contact>
  scope: 'picked' | 'all' | 'part'
  /** The search and filters that `all` and `part` speak of (see `matchKey`). */
  of?: string
}

export const emptySelection: ContactSelection = { contacts: new Map(), scope: 'picked' }

type Selections = {
  bySource: Record<string, ContactSelection>
  updateSelection: (
    source: string,
    change: (selection: ContactSelection) => ContactSelection,
  ) => void
}

const SelectionContext = createContext<Selections | undefined>(undefined)

/** Stands above the pages, so that what is chosen outlives the list: opening a contact loses nothing. */
export function SelectionProvider({ children }: { children: ReactNode }) {
  const [bySource, setBySource] = useState<Record<string, ContactSelection>>({})
  const updateSelection = useCallback(
    (source: string, change: (selection: ContactSelection) => ContactSelection) =>
      setBySource((old) => {
        const before = old[source] ?? emptySelection
        const after = change(before)
        return after === before ? old : { ...old, [source]: after }
      }),
    [],
  )
  const selections = useMemo(() => ({ bySource, updateSelection }), [bySource, updateSelection])
  return <SelectionContext value={selections}>{children}</SelectionContext>
}

/** The choice, and how to change the one that stands by then: a count may end much later. */
export function useSelection(
  source: string,
): [ContactSelection, (change: (selection: ContactSelection) => ContactSelection) => void] {
  const selections = use(SelectionContext)
  if (!selections) throw new Error('ChoicesProvider is missing above')
  const { bySource, updateSelection } = selections
  const update = useCallback(
    (change: (selection: ContactSelection) => ContactSelection) => updateSelection(source, change),
    [updateSelection, source],
  )
  return [bySource[source] ?? emptySelection, update]
}

/** The choice after contacts of a page have been chosen or let go of. */
export function withContacts(
  selection: ContactSelection,
  contacts: Contact[],
  isSelected: boolean,
): ContactSelection {
  if (contacts.length === 0) return selection
  const next = new Map(selection.contacts)
  for (const contact of contacts)
    if (isSelected) next.set(contact.id, contact)
    else next.delete(contact.id)
  return { contacts: next, scope: 'picked' }
}

/** What a count is of: everything else of a query leaves the same contacts. */
export const matchKey = ({ search, filters }: ContactsQuery): string =>
  JSON.stringify([search, filters])

/**
 * The choice with what a count has found: what was chosen before stays chosen. It is "all that
 * match" only where nobody else is among it.
 */
export function addMatches(
  selection: ContactSelection,
  found: ReadonlyMap<number, Contact>,
  isWhole: boolean,
  of: string,
): ContactSelection {
  const contacts = new Map([...selection.contacts, ...found])
  if (!isWhole) return { contacts, scope: 'part', of }
  return contacts.size === found.size
    ? { contacts, scope: 'all', of }
    : { contacts, scope: 'picked' }
}

/** The choice with newer readings of contacts that are in it; itself where there are none. */
export function withNewer(selection: ContactSelection, read: Contact[]): ContactSelection {
  const newer = read.filter(({ id }) => selection.contacts.has(id))
  if (newer.every((contact) => selection.contacts.get(contact.id) === contact)) return selection
  return {
    ...selection,
    contacts: new Map([...selection.contacts, ...newer.map((c) => [c.id, c] as const)]),
  }
}
