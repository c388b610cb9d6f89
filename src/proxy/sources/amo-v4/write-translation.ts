import type { Link } from '#contract/api/writes.ts'
import { backedKey, type FieldDefinition } from '#contract/model/field-definition.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { itemText } from '#contract/model/value-kinds/item-text.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import type { WriteItem } from '#contract/model/write-item.ts'
import type { AmoContactWrite, AmoLink, AmoValueWrite } from '#contract/upstream/amo-v4/writes.ts'
import { backingCodes } from '#proxy/sources/amo-field-kinds.ts'
import { toAmoTexts } from '#proxy/sources/amo-text-names.ts'
import { toDaySeconds, toSeconds } from '#proxy/sources/calendar.ts'
import type { ContactCreate, ContactWrite } from '#proxy/sources/contact-write.ts'
import { issueOf, toWriteParts, type FieldWrite } from '#proxy/sources/write-parts.ts'
import { textNames } from './text-names.ts'

export type WriteContext = {
  definitions: FieldDefinition[]
  /** IANA name of the time zone in which days of date fields begin. */
  timeZone: string
}

/**
 * A contact in the format of amoCRM v4 with its fields in the order they are sent, or all issues of
 * the contact.
 */
export type Prepared =
  | { body: Omit<AmoContactWrite, 'request_id'>; fields: FieldWrite[] }
  | { issues: Issue[] }

/** Changes that clear values have no effect; tags that the account does not have are created. */
export function toCreate(
  { values, tags, identity }: ContactCreate,
  context: WriteContext,
): Prepared {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  const written = toBody(filled, identity, context)
  if ('issues' in written || tags.length === 0) return written
  return { ...written, body: { ...written.body, _embedded: { tags: named(tags) } } }
}

export function toEdit(
  { id, values, tags, identity }: ContactWrite,
  context: WriteContext,
): Prepared {
  const written = toBody(values, identity, context)
  if ('issues' in written) return written
  return {
    ...written,
    body: {
      id,
      ...written.body,
      ...(tags.add.length > 0 && { tags_to_add: named(tags.add) }),
      ...(tags.remove.length > 0 && { tags_to_delete: named(tags.remove) }),
    },
  }
}

const named = (names: string[]) => names.map((name) => ({ name }))

function toBody(
  values: Snapshot,
  identity: ContactCreate['identity'],
  context: WriteContext,
): Prepared {
  const { texts, responsible, fields, issues } = toWriteParts(values, context.definitions)
  const plain = toAmoTexts(texts, textNames)
  issues.push(...plain.issues)
  if (identity)
    issues.push(
      issueOf('identity', 'unsupported', 'contacts of this source do not belong to a bot'),
    )
  const written = fields.map((field) => toFieldWrite(field, context.timeZone))
  for (const field of written) if ('issue' in field) issues.push(field.issue)
  if (issues.length > 0) return { issues }
  const custom = written.flatMap((field) => ('issue' in field ? [] : [field]))
  const body = {
    ...plain.written,
    ...(responsible !== undefined && { responsible_user_id: responsible }),
    ...(custom.length > 0 && { custom_fields_values: custom }),
  }
  return { body, fields }
}

/** An empty list clears the field, for which amoCRM requires null. */
function toFieldWrite({ key, definition, items }: FieldWrite, timeZone: string) {
  const write = writers[definition?.kind ?? 'contactPoints'] ?? writePlain
  const values = items.map((item) => write(item, timeZone))
  if (values.includes(undefined))
    return { issue: issueOf(key, 'date', "the day does not exist in the account's calendar") }
  const known = values.flatMap((value) => value ?? [])
  const backing = backedKey.safeParse(key)
  const field = backing.success
    ? { field_code: backingCodes[backing.data] }
    : { field_id: definition?.id ?? 0 }
  return { ...field, values: known.length > 0 ? known : null }
}

type ValueWriter = (item: WriteItem, timeZone: string) => AmoValueWrite | undefined

/** Days and times are Unix seconds; undefined for a day that does not exist in the time zone. */
const writers: Partial<Record<ValueKindName, ValueWriter>> = {
  date: (item, timeZone) => {
    const seconds = toDaySeconds(itemText(item), timeZone)
    return seconds === undefined ? undefined : { value: seconds }
  },
  dateTime: (item) => ({ value: toSeconds(itemText(item)) }),
}

/** Values of all other kinds are sent as their content, with the option or kind that they name. */
const writePlain: ValueWriter = ({ value, option, kind: code, kindId }) => ({
  ...(value !== undefined && { value }),
  ...(option !== undefined && { enum_id: option }),
  // Kinds added by an account have an ID and no code.
  ...(kindId !== undefined ? { enum_id: kindId } : code !== undefined && { enum_code: code }),
})

const targets = {
  leads: 'leads',
  customers: 'customers',
  companies: 'companies',
  catalogElements: 'catalog_elements',
} as const

export function toAmoLink({ target, id, catalog, quantity }: Link): AmoLink {
  const metadata = {
    ...(catalog !== undefined && { catalog_id: catalog }),
    ...(quantity !== undefined && { quantity }),
  }
  return {
    to_entity_id: id,
    to_entity_type: targets[target],
    metadata: Object.keys(metadata).length > 0 ? metadata : null,
  }
}
