import type { QueryClient } from '@tanstack/react-query'

/** What a write leaves as it is, and what somebody is typing over. */
const unaffected = ['directory', 'contact-form', 'contact-grid']

/** After a write all else of the source is read again when it is shown: it may be anywhere. */
export const invalidateContacts = (client: QueryClient, source: string): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [about, of] }) => of === source && !unaffected.includes(String(about)),
  })
