import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { scanContacts, withDays } from '#dashboard/domain/contacts-full-scan.ts'
import { toParameters, type ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { matchKey, type ContactSelection } from './contacts-selection.tsx'

type Count = {
  source: Source
  query: ContactsQuery
  signal: AbortSignal
  onFound: (found: number, total: number | null) => void
  updateSelection: (change: (selection: ContactSelection) => ContactSelection) => void
}

/** Selects everything that matches; of a scan that fails, what was found until then. */
export async function selectMatches(count: Count): Promise<void> {
  const { source, signal, onFound, updateSelection } = count
  const key = matchKey(count.query)
  const found = new Map<number, Contact>()
  const query = await withDays(source, count.query, signal)
  try {
    for await (const step of scanContacts({ source, query, signal })) {
      for (const contact of step.contacts) found.set(contact.id, contact)
      onFound(found.size, step.total)
    }
  } catch (error) {
    if (found.size > 0) updateSelection((old) => addMatches(old, found, false, key, query))
    throw error
  }
  if (!signal.aborted) updateSelection((old) => addMatches(old, found, true, key, query))
}

/**
 * The selection with the contacts that a count has found, beside the ones selected before. It is "all
 * that match" only if there are no others in it.
 */
function addMatches(
  selection: ContactSelection,
  found: ReadonlyMap<number, Contact>,
  isWhole: boolean,
  of: string,
  query: ContactsQuery,
): ContactSelection {
  const contacts = new Map([...selection.contacts, ...found])
  if (!isWhole) return { contacts, scope: 'part', of }
  return contacts.size === found.size
    ? { contacts, scope: 'all', of, query: matchingOf(query) }
    : { contacts, scope: 'picked' }
}

/** The parameters that say which contacts match, and not how they are listed. */
function matchingOf(query: ContactsQuery): Record<string, string> {
  const parameters = toParameters(query)
  for (const name of ['page', 'size', 'sort', 'columns', 'attributes']) parameters.delete(name)
  return Object.fromEntries(parameters)
}
