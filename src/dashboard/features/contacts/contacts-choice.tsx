import { createContext, use, useMemo, useState, type ReactNode } from 'react'
import type { Contact } from '#contract/api/contacts.ts'

/**
 * The chosen contacts of a source. `picked`: one by one or by page; `all`: everything that matched
 * when it was counted to its end; `part`: a count that was stopped or broke off.
 */
export type Choice = {
  contacts: ReadonlyMap<number, Contact>
  scope: 'picked' | 'all' | 'part'
}

export const noChoice: Choice = { contacts: new Map(), scope: 'picked' }

type Choices = {
  bySource: Record<string, Choice>
  choose: (source: string, choice: Choice) => void
}

const ChoicesContext = createContext<Choices | undefined>(undefined)

/** Stands above the pages, so that what is chosen outlives the list: opening a contact loses nothing. */
export function ChoicesProvider({ children }: { children: ReactNode }) {
  const [bySource, setBySource] = useState<Record<string, Choice>>({})
  const choices = useMemo(
    () => ({
      bySource,
      choose: (source: string, choice: Choice) =>
        setBySource((old) => ({ ...old, [source]: choice })),
    }),
    [bySource],
  )
  return <ChoicesContext value={choices}>{children}</ChoicesContext>
}

export function useChoice(source: string): [Choice, (choice: Choice) => void] {
  const choices = use(ChoicesContext)
  if (!choices) throw new Error('ChoicesProvider is missing above')
  return [choices.bySource[source] ?? noChoice, (choice) => choices.choose(source, choice)]
}

/** The choice after contacts of a page have been chosen or let go of. */
export function withContacts(choice: Choice, contacts: Contact[], isChosen: boolean): Choice {
  const next = new Map(choice.contacts)
  for (const contact of contacts)
    if (isChosen) next.set(contact.id, contact)
    else next.delete(contact.id)
  return { contacts: next, scope: 'picked' }
}
