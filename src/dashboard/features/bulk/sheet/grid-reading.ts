import { queryOptions } from '@tanstack/react-query'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import { printField } from '#dashboard/fields/field-printing.ts'
import { toFieldInput } from '#dashboard/fields/field-reading.ts'
import { canReadById, readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import type { ColumnKey, GridColumn, GridContext } from './grid-columns.ts'
import type { GridRow, Seen } from './grid-rows.ts'

/** Whether a source can be queried by ids and its contacts edited. */
export const canEditRows = (source: Source): boolean =>
  source.capabilities.writes?.edit === true && canReadById(source)

/** The columns that the list has values for; it lacks the parts of the name. */
export const isEditable = ({ key }: GridColumn): boolean =>
  key !== 'firstName' && key !== 'lastName' && !key.startsWith('identity.')

/** The current contacts; missing ones were deleted. */
export async function readContacts(
  { source, columns }: Pick<GridContext, 'source' | 'columns'>,
  ids: number[],
  signal?: AbortSignal,
): Promise<Contact[]> {
  const fields = columns.flatMap(({ key, definition: { id } }) =>
    key.startsWith('fields.') ? [id] : [],
  )
  const found: Contact[] = []
  for await (const { contacts } of readContactsById({ source, ids, columns: fields, signal }))
    found.push(...contacts)
  return found
}

export const gridQueries = {
  /** The base of the edits: read once when the grid is opened. */
  contacts: (context: Pick<GridContext, 'source' | 'columns'>, ids: number[]) =>
    queryOptions({
      queryKey: ['contact-grid', context.source.id, ids],
      queryFn: ({ signal }) => readContacts(context, ids, signal),
      gcTime: 0,
      staleTime: Infinity,
    }),
}

type YesNoLabels = { yes: string; no: string }

/** A row with the contact's current values. */
export function toRow(
  contact: Contact,
  key: number,
  context: GridContext,
  labels: YesNoLabels,
): GridRow {
  const seen = toSeen(contact, context, labels)
  return { key, cells: { ...seen.texts }, seen }
}

export function toSeen(
  contact: Contact,
  { columns, timeZone }: GridContext,
  labels: YesNoLabels,
): Seen {
  const inputs: Seen['inputs'] = {}
  const texts: Record<string, string> = {}
  const contents = new Map(contact.fields.map(({ id, content }) => [id, content]))
  for (const { key, definition } of columns) {
    const input = key.startsWith('fields.')
      ? toFieldInput(definition, contents.get(definition.id), timeZone)
      : plainInput(key, contact)
    inputs[key] = input
    texts[key] = printField(definition, input, labels)
  }
  const { id, name, phones, emails, responsible, tags } = contact
  const fields = columns.flatMap(({ key, definition }) =>
    key.startsWith('fields.')
      ? [{ id: definition.id, content: contents.get(definition.id) ?? null }]
      : [],
  )
  return {
    id,
    inputs,
    texts,
    image: {
      name,
      phones,
      emails,
      responsible: responsible?.id ?? null,
      tags: tags.map((tag) => tag.name),
      fields,
    },
  }
}

function plainInput(key: ColumnKey, contact: Contact): FieldInput {
  const { name, phones, emails, responsible, tags } = contact
  const contactPoints = (items: typeof phones): FieldInput => ({
    kind: 'contactPoints',
    items: items.map(({ value, kind }) => ({ value, kind: kind ?? '' })),
  })
  switch (key) {
    case 'phones':
      return contactPoints(phones)
    case 'emails':
      return contactPoints(emails)
    case 'tags':
      return { kind: 'contactPoints', items: tags.map((tag) => ({ value: tag.name, kind: '' })) }
    case 'responsible':
      return { kind: 'options', selected: [], lost: responsible?.name ? [responsible.name] : [] }
    case 'name':
      return { kind: 'text', text: name }
    case 'firstName':
    case 'lastName':
    case 'identity.bot':
    case 'identity.messenger':
    case 'identity.id':
    default:
      return { kind: 'readonly' }
  }
}

/** Rebases a row on the contact's current values: local changes stay. */
export function overFresh(row: GridRow, fresh: Seen): GridRow {
  const cells: Record<string, string> = { ...fresh.texts }
  for (const [key, text] of Object.entries(row.cells))
    if (text !== (row.seen?.texts[key] ?? '')) cells[key] = text
  return { ...row, cells, seen: fresh }
}
