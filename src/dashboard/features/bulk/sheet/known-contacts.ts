import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { contactPage, type Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import type { Condition } from '#contract/api/where.ts'
import { emailKey, phoneKey } from '#contract/model/search-key.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { isEntered, keysAt, pointColumns, type PointColumn } from './grid-duplicates.ts'
import { isWaiting, type GridRow } from './grid-rows.ts'

/** A contact that has a phone or an e-mail already. */
export type KnownContact = { id: number; name: string }

/** By `phones:` or `emails:` and the normal form. */
export type KnownContacts = ReadonlyMap<string, readonly KnownContact[]>

const none: KnownContacts = new Map()
const valuesPerRequest = 100 // values of a condition: a URL of a few kilobytes
const maxPages = 4 // a key of more contacts than these identifies no one
const delayMs = 600 // as in the form: no user waits for it

/** Whether the contacts of a source can be compared: only with all of them, in a local copy. */
export const canCompare = ({ capabilities }: Source): boolean => capabilities.operators

const queries = {
  known: (source: Source, keys: string) =>
    queryOptions({
      queryKey: ['known-contacts', source.id, keys],
      queryFn: ({ signal }) => readKnown(source, keys === '' ? [] : keys.split('\n'), signal),
      placeholderData: keepPreviousData,
      enabled: canCompare(source) && keys !== '',
    }),
}

/** The contacts that have the phones and e-mails of the rows to be sent, as the local copy knows them. */
export function useKnownContacts(source: Source, rows: readonly GridRow[]): KnownContacts {
  const keys = [...new Set(rows.filter(isWaiting).flatMap(namedKeys))].toSorted().join('\n')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(keys), delayMs)
    return () => clearTimeout(timer)
  }, [keys])
  return useQuery(queries.known(source, asked)).data ?? none
}

const namedKeys = (row: GridRow): string[] =>
  pointColumns.flatMap((column) =>
    isEntered(row, column) ? keysAt(row, column).map((key) => `${column}:${key}`) : [],
  )

/** The contacts that have what is in a cell, without the cell's own. */
export function knownAt(row: GridRow, column: PointColumn, known: KnownContacts): KnownContact[] {
  if (!isWaiting(row) || !isEntered(row, column)) return []
  const found = keysAt(row, column).flatMap((key) => known.get(`${column}:${key}`) ?? [])
  const byId = new Map(found.map((contact) => [contact.id, contact]))
  return [...byId.values()].filter(({ id }) => id !== row.seen?.id)
}

async function readKnown(
  source: Source,
  named: string[],
  signal: AbortSignal,
): Promise<KnownContacts> {
  const known = new Map<string, KnownContact[]>()
  for (const column of pointColumns) {
    const keys = named.flatMap((name) =>
      name.startsWith(`${column}:`) ? [name.slice(column.length + 1)] : [],
    )
    for (let start = 0; start < keys.length; start += valuesPerRequest) {
      const values = keys.slice(start, start + valuesPerRequest)
      for (const contact of await readMatching(source, column, values, signal))
        for (const key of keysOf(contact, column)) {
          const name = `${column}:${key}`
          known.set(name, [...(known.get(name) ?? []), { id: contact.id, name: contact.name }])
        }
    }
  }
  return known
}

const keysOf = ({ phones, emails }: Contact, column: PointColumn): string[] => [
  ...new Set(
    column === 'phones'
      ? phones.flatMap(({ value }) => phoneKey(value) ?? [])
      : emails.flatMap(({ value }) => emailKey(value) ?? []),
  ),
]

async function readMatching(
  { id, capabilities }: Source,
  column: PointColumn,
  keys: string[],
  signal: AbortSignal,
): Promise<Contact[]> {
  const values = column === 'phones' ? keys.map((key) => `+${key}`) : keys
  const where: Condition[] = [{ key: column, op: 'in', values }]
  const size = String(capabilities.pageSizes.at(-1) ?? 50)
  const contacts: Contact[] = []
  for (let page = 1; page <= maxPages; page++) {
    const query = { where: JSON.stringify(where), page: String(page), size }
    const answer = await request(
      contactPage,
      `/api/sources/${id}/contacts?${new URLSearchParams(query)}`,
      { signal, priority: 'prefetch' },
    )
    contacts.push(...answer.items)
    if (!answer.hasNext) break
  }
  return contacts
}
