import { queryOptions } from '@tanstack/react-query'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { fieldIdOf, isDetailKey, isFieldKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { valueKinds } from '#contract/model/value-kinds.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { canReadById, readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import { attributeKeyOf, type GridColumn, type GridContext } from './grid-columns.ts'
import type { GridRow, Seen } from './grid-rows.ts'

/** Whether a source can read contacts by ID and edit them. */
export const canEditRows = (source: Source): boolean =>
  source.capabilities.writes?.edit === true && mayAt(source, 'bulk') && canReadById(source)

/** Attributes that the list includes can be edited in the grid. */
export function isEditableColumn({ key }: GridColumn): boolean {
  const attribute = attributeKeyOf(key)
  return attribute !== undefined && (isFieldKey(attribute) || !isDetailKey(attribute))
}

/** The current contacts; deleted ones are omitted. */
export async function readContacts(
  { source, columns }: Pick<GridContext, 'source' | 'columns'>,
  ids: number[],
  signal?: AbortSignal,
): Promise<Contact[]> {
  const fields = columns.flatMap(({ key }) => fieldIdOf(key) ?? [])
  const found: Contact[] = []
  for await (const { contacts } of readContactsById({ source, ids, columns: fields, signal }))
    found.push(...contacts)
  return found
}

export const gridQueries = {
  /** The values before editing: read once when the grid is opened. */
  contacts: (context: Pick<GridContext, 'source' | 'columns'>, ids: number[]) =>
    queryOptions({
      queryKey: ['contact-grid', context.source.id, ids],
      queryFn: ({ signal }) => readContacts(context, ids, signal),
      gcTime: 0,
      staleTime: Infinity,
    }),
}

/** A row with the current values of a contact. */
export function toRow(contact: Contact, key: number, context: GridContext): GridRow {
  const seen = toSeen(contact, context)
  return { key, cells: { ...seen.texts }, seen }
}

export function toSeen(contact: Contact, { columns, printing }: GridContext): Seen {
  const seen: Seen = { id: contact.id, held: {}, texts: {}, snapshot: {}, readOnly: new Set() }
  for (const { key, attribute } of columns) {
    const attributeKey = attributeKeyOf(key)
    if (attributeKey === undefined) continue
    const value = contactValue(contact, attributeKey) ?? null
    seen.held[key] = value
    seen.snapshot[attributeKey] = value
    if (value === null) continue
    if (isTypedValue(value, attribute.kind)) seen.texts[key] = printCell(value, printing)
    else seen.readOnly.add(key)
  }
  return seen
}

/** A value as the text of a cell. */
export const printCell = (value: Value, printing: GridContext['printing']): string =>
  valueKinds[value.kind].print(value, printing)

/**
 * Whether the value can be edited as text: several texts in one field, or a value of another kind
 * than its field's, are read-only.
 */
const isTypedValue = (value: Value, kind: Value['kind']): boolean =>
  value.kind === kind && (!('values' in value) || value.values.length <= 1)

/**
 * Updates a row with current values of its contact: changed cells keep their text, the others are
 * updated.
 */
export function overFresh(row: GridRow, fresh: Seen): GridRow {
  const cells: Record<string, string> = { ...fresh.texts }
  for (const [key, text] of Object.entries(row.cells))
    if (text !== (row.seen?.texts[key] ?? '')) cells[key] = text
  return { ...row, cells, seen: fresh }
}
