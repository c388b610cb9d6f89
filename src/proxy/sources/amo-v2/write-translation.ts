import type { Link } from '#contract/api/writes.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { LegacyContactWrite } from '#contract/upstream/amo-v2/writes.ts'
import { amoTextNames, toAmoTexts } from '#proxy/sources/amo-text-names.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import type { ContactCreate, ContactWrite } from '#proxy/sources/contact-write.ts'
import type { SourceSnapshot } from '#proxy/sources/source.ts'
import { issueOf, sentIndexes, toWriteParts, type FieldWrite } from '#proxy/sources/write-parts.ts'
import { toValueWrite } from './value-writer.ts'

/** An item in the format of v2 with the fields it writes, or all issues of the item. */
export type Prepared = { write: LegacyContactWrite; fields: AttributeKey[] } | { issues: Issue[] }

/**
 * A new contact: changes that clear values have no effect, and the full name may be omitted if
 * first or last name is present.
 */
export function toAdd(
  { values, tags, identity }: ContactCreate,
  definitions: FieldDefinition[],
): Prepared {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  const written = toWrite(filled, identity, definitions)
  if ('issues' in written) return written
  const { first_name: first, last_name: last, name: whole } = written.write
  const name = whole || [first, last].filter(Boolean).join(' ')
  if (name === '') return { issues: [nameless] }
  const unique = [...new Set(tags)]
  return {
    ...written,
    write: { ...written.write, name, ...(unique.length > 0 && { tags: joined(unique) }) },
  }
}

/**
 * A change of a contact as just read: v2 replaces all tags by those sent, and requires a later time
 * of change.
 */
export function toUpdate(
  { values, tags, identity }: ContactWrite,
  seen: SourceSnapshot,
  definitions: FieldDefinition[],
): Prepared {
  const written = toWrite(values, identity, definitions)
  if ('issues' in written) return written
  if (written.write.name === '') return { issues: [nameless] }
  const isTagged = tags.add.length > 0 || tags.remove.length > 0
  const before = seen.detail.tags.map(({ name }) => name)
  const after = new Set([...before, ...tags.add].filter((name) => !tags.remove.includes(name)))
  return {
    ...written,
    write: { ...stampOf(seen), ...written.write, ...(isTagged && { tags: joined([...after]) }) },
  }
}

/**
 * The time of change must be later than the stored one. It is taken before the read, so that
 * changes made between read and write are not overwritten: v2 then rejects the write as outdated.
 */
export function stampOf({ detail, readAt }: SourceSnapshot): { id: number; updated_at: number } {
  const known = detail.updatedAt ?? detail.createdAt
  const stored = known === null ? 0 : toSeconds(known)
  return { id: detail.id, updated_at: Math.max(stored + 1, Math.floor(readAt / 1000)) }
}

const nameless = issueOf('name', 'required', 'a contact must have a name')

function toWrite(
  values: Snapshot,
  identity: ContactCreate['identity'],
  definitions: FieldDefinition[],
): Prepared {
  const { texts, responsible, fields, issues } = toWriteParts(values, definitions)
  const named = toAmoTexts(texts, amoTextNames)
  issues.push(...named.issues)
  if (identity)
    issues.push(
      issueOf('identity', 'unsupported', 'contacts of this source do not belong to a bot'),
    )
  const written = fields.map(toFieldWrite)
  for (const field of written) if ('issues' in field) issues.push(...field.issues)
  if (issues.length > 0) return { issues }
  const custom = written.flatMap((field) => ('issues' in field ? [] : [field]))
  const write = {
    ...named.written,
    ...(responsible !== undefined && { responsible_user_id: responsible }),
    ...(custom.length > 0 && { custom_fields: custom }),
  }
  return { write, fields: fields.map(({ key }) => key) }
}

type CustomField = NonNullable<LegacyContactWrite['custom_fields']>[number]

function toFieldWrite({
  key,
  definition,
  value,
  items,
}: FieldWrite): CustomField | { issues: Issue[] } {
  // v2 does not accept field codes: a field whose definition cannot be read cannot be written.
  if (!definition) {
    const message = 'the definition of the field that stores these values could not be read'
    return { issues: [issueOf(key, 'unreadable_at_source', message)] }
  }
  const indexes = sentIndexes(value)
  const values = items.map((item) => toValueWrite(definition, item))
  const issues = values.flatMap((written, sent): Issue[] =>
    'issue' in written
      ? [issueOf(key, written.issue.code, written.issue.message, { index: indexes[sent] ?? sent })]
      : [],
  )
  if (issues.length > 0) return { issues }
  return { id: definition.id, values: values.flatMap((item) => ('is' in item ? [item.is] : [])) }
}

/**
 * A text separated by commas, as documented, or a list, which other clients send, if a name
 * contains a comma.
 */
const joined = (names: string[]) =>
  names.some((name) => name.includes(',')) ? names : names.join(',')

/**
 * Entities to link to or unlink from a contact in the format of v2, or the issue if v2 cannot link
 * them.
 */
export function toLinkWrite(
  links: Link[],
  operation: 'link' | 'unlink',
): { write: Partial<LegacyContactWrite> } | { issues: Issue[] } {
  const idsOf = (target: Link['target']) =>
    links.filter((link) => link.target === target).map(({ id }) => id)
  const [leads, customers, companies] = [idsOf('leads'), idsOf('customers'), idsOf('companies')]
  if (idsOf('catalogElements').length > 0)
    return {
      issues: [issueOf('catalogElements', 'unsupported', 'list elements cannot be linked here')],
    }
  const [company] = companies
  if (companies.length > 1)
    return { issues: [issueOf('company', 'too_many_values', 'at most one company')] }
  const leadIds = leads.length > 0 && { leads_id: leads }
  const companyId = company !== undefined && { company_id: company }
  if (operation === 'link') {
    const customerIds = customers.length > 0 && { customers_id: customers.join(',') }
    return { write: { ...leadIds, ...customerIds, ...companyId } }
  }
  const customerIds = customers.length > 0 && { customers_id: customers }
  return { write: { unlink: { ...leadIds, ...customerIds, ...companyId } } }
}
