import type { FieldDefinition } from '#contract/api/fields.ts'
import type { ContactDraft, ContactPatch, Link, TagWrite } from '#contract/api/writes.ts'
import type { LegacyContact } from '#contract/upstream/amo-v2/contacts.ts'
import type { LegacyContactWrite } from '#contract/upstream/amo-v2/writes.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import { toValueWrite } from './value-writer.ts'
import type { Reason } from './rejections.ts'

export type Prepared = { write: LegacyContactWrite } | { reasons: Reason[] }

/** What an update needs of the contact as it was read. */
export type StampedRow = Pick<LegacyContact, 'id' | 'updated_at'> & {
  tags?: { name: string }[] | null | undefined
}

/** A draft as v2 expects it, or all issues with it. */
export function toAdd(draft: ContactDraft, definitions: FieldDefinition[]): Prepared {
  const name = draft.name || [draft.firstName, draft.lastName].filter(Boolean).join(' ')
  const { write, reasons } = toWrite({ ...draft, name }, definitions, [])
  // There is nothing to clear.
  const filled = write.custom_fields?.filter(({ values }) => values.length > 0)
  if (reasons.length > 0) return { reasons }
  return { write: { ...write, ...(filled && { custom_fields: filled }) } }
}

/**
 * A patch as v2 expects it for a contact as just read. The time of change must be later than the
 * stored one; `now` (Unix seconds) is from before the read, so that a change between read and write is
 * not overwritten: v2 then rejects ours as older.
 */
export function toUpdate(
  patch: ContactPatch,
  row: StampedRow,
  definitions: FieldDefinition[],
  now: number,
): Prepared {
  const tags = (row.tags ?? []).map(({ name }) => name)
  const { write, reasons } = toWrite(patch, definitions, tags)
  return reasons.length > 0 ? { reasons } : { write: { ...stampOf(row, now), ...write } }
}

export const stampOf = (row: StampedRow, now: number) => ({
  id: row.id,
  updated_at: Math.max(row.updated_at + 1, now),
})

function toWrite(
  draft: ContactDraft | ContactPatch,
  definitions: FieldDefinition[],
  tags: string[],
): { write: LegacyContactWrite; reasons: Reason[] } {
  const reasons: Reason[] = []
  const addReason = (field: string, code: string, message: string) =>
    reasons.push({ field, code, message })
  if (draft.identity)
    addReason('identity', 'unsupported', 'contacts of this source do not belong to a bot')
  if (draft.name === '') addReason('name', 'required', 'a contact must have a name')
  const fields: NonNullable<LegacyContactWrite['custom_fields']> = []

  for (const [key, code] of contactPointCodes) {
    const values = draft[key]
    if (!values) continue
    const id = definitions.find((definition) => definition.code === code)?.id
    if (id === undefined) addReason(key, 'no_field', 'the account has no such field')
    else
      fields.push({
        id,
        values: values.map(({ value, kind }) => ({ value, ...(kind && { enum: kind }) })),
      })
  }
  for (const { id, values } of draft.fields ?? []) {
    const definition = definitions.find((known) => known.id === id)
    if (!definition) {
      addReason(`fields.${id}`, 'no_field', 'the account has no such field')
      continue
    }
    const written = (values ?? []).map((value) => toValueWrite(definition, value))
    for (const [index, item] of written.entries())
      if ('wrong' in item) addReason(`fields.${id}.${index}`, 'invalid', item.wrong)
    fields.push({ id, values: written.flatMap((item) => ('is' in item ? [item.is] : [])) })
  }
  const write = {
    ...(draft.name !== undefined && { name: draft.name }),
    ...(draft.firstName !== undefined && { first_name: draft.firstName }),
    ...(draft.lastName !== undefined && { last_name: draft.lastName }),
    ...(draft.responsible !== undefined && { responsible_user_id: draft.responsible }),
    ...(draft.tags && { tags: joined(tagsAfter(tags, draft.tags)) }),
    ...(fields.length > 0 && { custom_fields: fields }),
  }
  return { write, reasons }
}

const contactPointCodes = [
  ['phones', 'PHONE'],
  ['emails', 'EMAIL'],
] as const

/** v2 replaces all tags by those sent: tags to keep are sent again. */
function tagsAfter(before: string[], tags: TagWrite): string[] {
  if ('set' in tags) return [...new Set(tags.set)]
  const gone = new Set(tags.remove)
  return [...new Set([...before, ...(tags.add ?? [])])].filter((name) => !gone.has(name))
}

/** A text with commas, as documented; a list, which clients send, where a name has one itself. */
const joined = (names: string[]) =>
  names.some((name) => name.includes(',')) ? names : names.join(',')

/** Links to add or remove, as v2 expects them; throws `UnsupportedError`. */
export function toLinkWrite(
  links: Link[],
  operation: 'link' | 'unlink',
): Partial<LegacyContactWrite> {
  const idsOf = (target: Link['target']) =>
    links.filter((link) => link.target === target).map(({ id }) => id)
  const [leads, customers, companies] = [idsOf('leads'), idsOf('customers'), idsOf('companies')]
  if (idsOf('catalogElements').length > 0)
    throw new UnsupportedError(operation, 'list elements cannot be linked here')
  const [company] = companies
  if (companies.length > 1) throw new UnsupportedError(operation, 'at most one company')
  const companyId = company !== undefined && { company_id: company }
  if (operation === 'link')
    return {
      ...(leads.length > 0 && { leads_id: leads }),
      ...(customers.length > 0 && { customers_id: customers.join(',') }),
      ...companyId,
    }
  return {
    unlink: {
      ...(leads.length > 0 && { leads_id: leads }),
      ...(customers.length > 0 && { customers_id: customers }),
      ...companyId,
    },
  }
}
