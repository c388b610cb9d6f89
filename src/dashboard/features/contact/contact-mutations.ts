import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import { writeAnswer, type ContactEdit, type Link } from '#contract/api/writes.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Change } from '#contract/model/change.ts'
import type { Value } from '#contract/model/value.ts'
import { historyKey } from '#dashboard/domain/contacts-invalidation.ts'
import { ApiError, send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'
import { contactQueries } from './contact-queries.ts'

export type LinkChange = {
  link?: Link[]
  unlink?: Link[]
  /** What was cached before the change that this one undoes. */
  undo?: Remembered | undefined
}
type Variables = NonNullable<ContactDetail['variables']>
type Listed = { items: { id: number }[] }

/** Writes of fields and links of one contact, which are sent one after another. */
export const contactWrites = (source: string, id: number) => ({
  id: `contact-${source}-${id}`,
})

const pathOf = (source: string, id: number) => `/api/sources/${source}/contacts/${id}`

/** Changes of a contact outside its form, each of which is sent immediately. */
export const contactMutations = {
  /**
   * An unlinked item is removed optimistically, and restored if the source rejects the change or
   * while it is undone.
   */
  links: (source: string, id: number) =>
    mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'links'],
      scope: contactWrites(source, id),
      mutationFn: async (change: LinkChange): Promise<void> => {
        const result = await sendEdit(source, { id, changes: linkChanges(change) })
        throwUnlessWritten(result)
      },
      onMutate: async ({ unlink = [], undo }, { client }) => {
        const remember = await remembered(client, source, id)
        restore(client, undo)
        for (const item of unlink) removeLinked(client, source, id, item)
        return remember
      },
      onError: (_error, _change, before, { client }) => restore(client, before),
      onSettled: (_done, _error, _change, _before, { client }) => reread(client, source, id),
    }),

  /** A complete edit with its result. */
  edit: (source: string, id: number) =>
    mutationOptions({
      mutationKey: [...contactQueries.all(source, id), 'edit'],
      scope: contactWrites(source, id),
      mutationFn: (edit: ContactEdit) => sendEdit(source, edit),
      onSettled: (_done, _error, _edit, _before, { client }) => reread(client, source, id),
    }),

  status: (source: string, id: number) =>
    mutationOptions({
      mutationFn: (status: string) =>
        sendWithoutAnswer('PUT', `${pathOf(source, id)}/status`, { status }),
      onSettled: (_done, _error, _status, _before, { client }) =>
        client.invalidateQueries({ queryKey: historyKey(source, id) }),
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

async function sendEdit(source: string, edit: ContactEdit): Promise<RowResult> {
  const path = `/api/sources/${source}/contacts`
  const { results } = await send(writeAnswer, 'PATCH', path, { items: [edit] })
  return results[0] ?? { outcome: 'unknown', message: 'no response', resembles: null }
}

/** Groups links by attribute; a contact has one company and any number of other links. */
function linkChanges({ link = [], unlink = [] }: LinkChange): Change[] {
  return [
    ...unlink.map((item): Change =>
      item.target === 'companies'
        ? { attribute: 'company', clear: true }
        : { attribute: item.target, remove: linkValue(item) },
    ),
    ...link.map((item): Change =>
      item.target === 'companies'
        ? { attribute: 'company', set: { kind: 'company', id: item.id, name: null } }
        : { attribute: item.target, add: linkValue(item) },
    ),
  ]
}

const linkValue = ({ target, id, catalog, quantity }: Link): Value => ({
  kind: 'links',
  items: [{ target, id, catalog: catalog ?? null, quantity: quantity ?? null }],
})

/** For optimistic changes: throws if any part was not written. */
function throwUnlessWritten(result: RowResult): void {
  switch (result.outcome) {
    case 'changed':
      if (result.notSaved.length === 0) return
      throw rejected(result.notSaved[0])
    case 'unchanged':
    case 'created':
      return
    case 'invalid':
    case 'rejected':
      throw rejected(result.issues[0])
    case 'unknown':
    case 'pending':
    case 'sending':
      throw new ApiError({ code: 'source_outcome_unknown', message: 'The response was lost.' })
    case 'conflict':
    case 'cancelled':
    case 'skipped': // not of a single contact
      throw rejected(undefined)
  }
}

const rejected = (issue: Issue | undefined) =>
  new ApiError({
    code: issue?.code === 'forbidden' ? 'source_forbidden' : 'source_rejected',
    message: issue?.message ?? 'It was not written.',
  })

const variablePath = (source: string, id: number, name: string) =>
  `${pathOf(source, id)}/variables/${encodeURIComponent(name)}`

type Remembered = ReturnType<QueryClient['getQueriesData']>

/** All cached data of the contact, so that it can be restored. */
async function remembered(client: QueryClient, source: string, id: number): Promise<Remembered> {
  const queryKey = contactQueries.all(source, id)
  await client.cancelQueries({ queryKey })
  return client.getQueriesData({ queryKey })
}

function restore(client: QueryClient, before: Remembered | undefined): void {
  for (const [key, data] of before ?? []) client.setQueryData(key, data)
}

/** Refetches the contact, once no other change is in progress, and the lists that show it. */
export async function reread(client: QueryClient, source: string, id: number): Promise<void> {
  const key = contactQueries.all(source, id)
  if (client.isMutating({ mutationKey: key }) > 1) return
  await Promise.all([
    client.invalidateQueries({ queryKey: key }),
    client.invalidateQueries({ queryKey: historyKey(source, id) }),
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
