import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { beforeReload } from '#dashboard/lib/load-module.ts'

/**
 * The selected contacts of a source. `picked`: one by one or by page; `all`: everything that matched
 * in a complete count; `part`: from a count that was stopped or failed.
 */
export type ContactSelection = {
  contacts: ReadonlyMap<number, Contact>
  scope: 'picked' | 'all' | 'part'
  /** The search and filters that `all` and `part` refer to (see `matchKey`). */
  of?: string
  /** The parameters by which `all` was selected, for jobs that compare each contact with them. */
  query?: Record<string, string>
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

/** Placed above the pages, so that the selection persists when a contact is opened. */
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
  useEffect(() => {
    const hold = (event: Event) => {
      if (Object.values(bySource).some(({ contacts }) => contacts.size > 0)) event.preventDefault()
    }
    window.addEventListener(beforeReload, hold)
    return () => window.removeEventListener(beforeReload, hold)
  }, [bySource])
  const selections = useMemo(() => ({ bySource, updateSelection }), [bySource, updateSelection])
  return <SelectionContext value={selections}>{children}</SelectionContext>
}

/**
 * The selection and its updater. The updater receives the current selection, because a count may end
 * later.
 */
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

/** The selected rows of the current page, as state of the table. */
export const selectedRows = (
  { contacts }: ContactSelection,
  rows: Contact[],
): Record<string, true> =>
  Object.fromEntries(rows.filter(({ id }) => contacts.has(id)).map(({ id }) => [id, true as const]))

/** The selection after a change on the current page; the same object if nothing changed. */
export function withSelectedRows(
  selection: ContactSelection,
  rows: Contact[],
  selected: Record<string, true>,
): ContactSelection {
  const changed = rows.filter(({ id }) => Boolean(selected[id]) !== selection.contacts.has(id))
  if (changed.length === 0) return selection
  const next = new Map(selection.contacts)
  for (const contact of changed)
    if (selected[contact.id]) next.set(contact.id, contact)
    else next.delete(contact.id)
  return { contacts: next, scope: 'picked' }
}

/** Identifies the matching contacts: the parts of a query that determine them. */
export const matchKey = ({ search, filters }: ContactsQuery): string =>
  JSON.stringify([search, filters])

/** The selection with its contacts updated from `read`; the same object if none is selected. */
export function withNewer(selection: ContactSelection, read: Contact[]): ContactSelection {
  const newer = read.filter(({ id }) => selection.contacts.has(id))
  if (newer.every((contact) => selection.contacts.get(contact.id) === contact)) return selection
  return {
    ...selection,
    contacts: new Map([...selection.contacts, ...newer.map((c) => [c.id, c] as const)]),
  }
}
