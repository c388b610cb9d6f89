import type { QueryClient } from '@tanstack/react-query'
import type { Contact, ContactPage } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { canReadById, readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import { historyKey } from '#dashboard/domain/contacts-invalidation.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { reread } from '#dashboard/features/contact/contact-mutations.ts'
import { contactQueries } from '#dashboard/features/contact/contact-queries.ts'

/** Whether the query is one of a page of the source's list. */
const isPage = (queryKey: readonly unknown[], source: string) =>
  queryKey[0] === 'contacts' && queryKey[1] === source && queryKey[2] === 'page'

/**
 * Reads a contact again after its row was edited, and puts it where it is: loading the page anew would
 * move the row from under the cursor if it is sorted by what was edited. Other pages are loaded when
 * they are shown.
 */
export async function rereadRow(client: QueryClient, source: Source, id: number): Promise<void> {
  const { id: of } = source
  if (!canReadById(source)) return reread(client, of, id)
  client.removeQueries({ predicate: ({ queryKey }) => isPage(queryKey, of), type: 'inactive' })
  const pages = client
    .getQueryCache()
    .findAll({ predicate: ({ queryKey }) => isPage(queryKey, of), type: 'active' })
  await Promise.all([
    client.invalidateQueries({ queryKey: contactQueries.all(of, id) }),
    client.invalidateQueries({ queryKey: historyKey(of, id) }),
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        queryKey[0] === 'contacts' && queryKey[1] === of && !isPage(queryKey, of),
    }),
    ...pages.map(async ({ queryKey, state }) => {
      const row = await readRow(source, id, queryKey[3] as ContactsQuery) // see contactsQueries.page
      if (!row) return
      client.setQueryData<ContactPage>(
        queryKey,
        (page) =>
          page && { ...page, items: page.items.map((item) => (item.id === id ? row : item)) },
        { updatedAt: state.dataUpdatedAt },
      )
    }),
  ])
}

async function readRow(
  source: Source,
  id: number,
  { columns, attributes }: ContactsQuery,
): Promise<Contact | undefined> {
  const asked = { source, ids: [id], columns, ...(attributes && { attributes }) }
  for await (const { contacts } of readContactsById(asked)) return contacts[0]
  return undefined
}
