import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { ContactDetail } from '#contract/api/contacts.ts'
import {
  writeAnswer,
  type ContactPatch,
  type Link,
  type WriteResult,
} from '#contract/api/writes.ts'
import { send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'
import { contactQueries } from './contact-queries.ts'

type LinkChange = { link?: Link[]; unlink?: Link[] }
type Variables = NonNullable<ContactDetail['variables']>
type Listed = { items: { id: number }[] }

const pathOf = (source: string, id: number) => `/api/sources/${source}/contacts/${id}`

/** What is changed of a contact outside its form: each at once, by itself. */
export const contactMutations = {
  /** What is taken off goes at once and comes back if the source refuses. */
  links: (source: string, id: number) =>
    mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'links'],
      mutationFn: (change: LinkChange) =>
        sendWithoutAnswer('POST', `${pathOf(source, id)}/links`, change),
      onMutate: async ({ unlink = [] }, { client }) => {
        const remember = await remembered(client, source, id)
        for (const item of unlink) removeLinked(client, source, id, item)
        return remember
      },
      onError: (_error, _change, before, { client }) => restore(client, before),
      onSettled: (_done, _error, _change, _before, { client }) => reread(client, source, id),
    }),

  /** A whole patch, with the one answer it gets. */
  edit: (source: string, id: number) =>
    mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'edit'],
      mutationFn: async (patch: ContactPatch): Promise<WriteResult> => {
        const path = `/api/sources/${source}/contacts`
        const { results } = await send(writeAnswer, 'PATCH', path, { items: [patch] })
        return results[0] ?? { status: 'skipped' }
      },
      onSettled: (_done, _error, _patch, _before, { client }) => reread(client, source, id),
    }),

  status: (source: string, id: number) =>
    mutationOptions({
      mutationFn: (status: string) =>
        sendWithoutAnswer('PUT', `${pathOf(source, id)}/status`, { status }),
    }),

  setVariable: (source: string, id: number) =>
    mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'variables'],
      mutationFn: ({ name, value, isDeletable }: Variables[number]) =>
        sendWithoutAnswer('PUT', variablePath(source, id, name), { value, isDeletable }),
      onMutate: async (variable, { client }) => {
        const before = await remembered(client, source, id)
        changeVariables(client, source, id, (all) =>
          all.some(({ name }) => name === variable.name)
            ? all.map((item) => (item.name === variable.name ? variable : item))
            : [...all, variable],
        )
        return before
      },
      onError: (_error, _variable, before, { client }) => restore(client, before),
      onSettled: (_done, _error, _variable, _before, { client }) => reread(client, source, id),
    }),

  removeVariable: (source: string, id: number) =>
    mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'variables'],
      mutationFn: ({ name }: Variables[number]) =>
        sendWithoutAnswer('DELETE', variablePath(source, id, name)),
      onMutate: async ({ name }, { client }) => {
        const before = await remembered(client, source, id)
        changeVariables(client, source, id, (all) => all.filter((item) => item.name !== name))
        return before
      },
      onError: (_error, _variable, before, { client }) => restore(client, before),
      onSettled: (_done, _error, _variable, _before, { client }) => reread(client, source, id),
    }),
}

const variablePath = (source: string, id: number, name: string) =>
  `${pathOf(source, id)}/variables/${encodeURIComponent(name)}`

type Remembered = ReturnType<QueryClient['getQueriesData']>

/** All that is shown of the contact, so that it can be put back. */
async function remembered(client: QueryClient, source: string, id: number): Promise<Remembered> {
  const queryKey = contactQueries.all(source, id)
  await client.cancelQueries({ queryKey })
  return client.getQueriesData({ queryKey })
}

function restore(client: QueryClient, before: Remembered | undefined): void {
  for (const [key, data] of before ?? []) client.setQueryData(key, data)
}

/** The truth wins, once no other change is under way; lists show the contact, too. */
async function reread(client: QueryClient, source: string, id: number): Promise<void> {
  const key = contactQueries.all(source, id)
  if (client.isMutating({ mutationKey: key }) > 1) return
  await Promise.all([
    client.invalidateQueries({ queryKey: key }),
    client.invalidateQueries({
      predicate: ({ queryKey: [about, of] }) => about === 'contacts' && of === source,
    }),
  ])
}

function removeLinked(
  client: QueryClient,
  source: string,
  id: number,
  { target, id: other }: Link,
) {
  const without = <Data extends Listed>(data: Data | undefined) =>
    data && { ...data, items: data.items.filter((item) => item.id !== other) }
  client.setQueryData(contactQueries.detail(source, id).queryKey, (contact) => {
    if (!contact) return contact
    if (target === 'companies') return { ...contact, company: null }
    return { ...contact, counts: { ...contact.counts, [target]: contact.counts[target] - 1 } }
  })
  if (target === 'leads') client.setQueryData(contactQueries.leads(source, id).queryKey, without)
  if (target === 'customers')
    client.setQueryData(contactQueries.customers(source, id).queryKey, without)
  if (target === 'catalogElements')
    client.setQueryData(contactQueries.elements(source, id).queryKey, without)
}

function changeVariables(
  client: QueryClient,
  source: string,
  id: number,
  change: (all: Variables) => Variables,
): void {
  client.setQueryData(
    contactQueries.detail(source, id).queryKey,
    (contact) => contact && { ...contact, variables: change(contact.variables ?? []) },
  )
}
