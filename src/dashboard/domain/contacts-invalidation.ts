import type { QueryClient } from '@tanstack/react-query'

/** Not changed by writes to contacts, or being edited right now. */
const unaffected = ['directory', 'contact-form', 'contact-grid']

/** What was changed of a contact through Kartoteka; without `id`: of all contacts of the source. */
export const historyKey = (source: string, ...id: [id?: number]) =>
  ['contact-history', source, ...id] as const

/** After a write, all other data of the source is refetched when it is shown. */
export const invalidateContacts = (client: QueryClient, source: string): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [about, of] }) => of === source && !unaffected.includes(String(about)),
  })
