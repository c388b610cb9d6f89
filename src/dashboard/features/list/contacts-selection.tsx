import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'

/**
 * The chosen contacts of a source. `picked`: one by one or by page; `all`: everything that matched
 * when it was counted to its end; `part`: a count that was stopped or broke off.
 */
export type Choice = {
  contacts: ReadonlyMap<number, Contact>
  scope: 'picked' | 'all' | 'part'
  /** The search and filters that `all` and `part` speak of (see `matchKey`). */
  of?: string
}

export const noChoice: Choice = { contacts: new Map(), scope: 'picked' }

type Choices = {
  bySource: Record<string, Choice>
  choose: (source: string, change: (choice: Choice) => Choice) => void
}

const ChoicesContext = createContext<Choices | undefined>(undefined)

/** Stands above the pages, so that what is chosen outlives the list: opening a contact loses nothing. */
export function ChoicesProvider({ children }: { children: ReactNode }) {
  const [bySource, setBySource] = useState<Record<string, Choice>>({})
  const choose = useCallback(
    (source: string, change: (choice: Choice) => Choice) =>
      setBySource((old) => {
        const before = old[source] ?? noChoice
        const after = change(before)
        return after === before ? old : { ...old, [source]: after }
      }),
    [],
  )
  const choices = useMemo(() => ({ bySource, choose }), [bySource, choose])
  return <ChoicesContext value={choices}>{children}</ChoicesContext>
}

/** The choice, and how to change the one that stands by then: a count may end much later. */
export function useChoice(source: string): [Choice, (change: (choice: Choice) => Choice) => void] {
  const choices = use(ChoicesContext)
  if (!choices) throw new Error('ChoicesProvider is missing above')
  const { bySource, choose } = choices
  const chooseHere = useCallback(
    (change: (choice: Choice) => Choice) => choose(source, change),
    [choose, source],
  )
  return [bySource[source] ?? noChoice, chooseHere]
}

/** The choice after contacts of a page have been chosen or let go of. */
export function withContacts(choice: Choice, contacts: Contact[], isChosen: boolean): Choice {
  if (contacts.length === 0) return choice
  const next = new Map(choice.contacts)
  for (const contact of contacts)
    if (isChosen) next.set(contact.id, contact)
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
export function withFound(
  choice: Choice,
  found: ReadonlyMap<number, Contact>,
  isWhole: boolean,
  of: string,
): Choice {
  const contacts = new Map([...choice.contacts, ...found])
  if (!isWhole) return { contacts, scope: 'part', of }
  return contacts.size === found.size
    ? { contacts, scope: 'all', of }
    : { contacts, scope: 'picked' }
}

/** The choice with newer readings of contacts that are in it; itself where there are none. */
export function withNewer(choice: Choice, read: Contact[]): Choice {
  const newer = read.filter(({ id }) => choice.contacts.has(id))
  if (newer.every((contact) => choice.contacts.get(contact.id) === contact)) return choice
  return {
    ...choice,
    contacts: new Map([...choice.contacts, ...newer.map((c) => [c.id, c] as const)]),
  }
}
