import {
  builtInKey,
  fieldIdOf,
  isFieldKey,
  isTextKey,
  type AttributeKey,
  type TextKey,
} from '#contract/model/attribute.ts'
import { withoutBlanks } from '#contract/model/blank-items.ts'
import { keysOf } from '#contract/model/change.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Issue, IssueCode, ValueIssue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { isOfKind, type Value, type ValueKindName } from '#contract/model/value.ts'
import { isEmptyValue, valueKinds } from '#contract/model/value-kinds.ts'
import type { WriteItem } from '#contract/model/write-item.ts'

/**
 * Values of a field to write; an empty list clears it. `definition` is null if the account has no
 * such field.
 */
export type FieldWrite = {
  key: AttributeKey
  definition: FieldDefinition | null
  value: Value | null
  items: WriteItem[]
}

/** The values of a write, grouped as sources require them. Omitted values are not changed. */
export type WriteParts = {
  /** Built-in text attributes; an empty text clears the attribute. */
  texts: Partial<Record<TextKey, string>>
  /** ID of the responsible user; 0: none. */
  responsible?: number
  /** Phones, e-mails and custom fields. */
  fields: FieldWrite[]
  /** Issues with values that cannot be sent to any source. */
  issues: Issue[]
}

export const issueOf = (
  attribute: string | null,
  code: IssueCode,
  message: string,
  more: Pick<Issue, 'index' | 'part'> = {},
): Issue => ({ attribute, ...more, code, message })

export function toWriteParts(values: Snapshot, definitions: FieldDefinition[]): WriteParts {
  const parts: WriteParts = { texts: {}, fields: [], issues: [] }
  for (const key of keysOf(values)) {
    const value = values[key] ?? null
    const filled = isEmptyValue(value) ? null : value
    const found = readPart(key, filled, definitions)
    if ('issues' in found) parts.issues.push(...found.issues)
    else if ('field' in found) parts.fields.push(found.field)
    else if ('responsible' in found) parts.responsible = found.responsible
    else parts.texts = { ...parts.texts, ...found.texts }
  }
  return parts
}

type Part =
  | Pick<WriteParts, 'texts'>
  | Required<Pick<WriteParts, 'responsible'>>
  | { field: FieldWrite }
  | Pick<WriteParts, 'issues'>

function readPart(key: AttributeKey, value: Value | null, definitions: FieldDefinition[]): Part {
  if (isFieldKey(key)) return readField(key, value, definitions)
  if (isTextKey(key)) {
    const text = ofKind(value, 'text')
    return text === undefined ? wrongKind(key) : { texts: { [key]: text?.values[0] ?? '' } }
  }
  switch (key) {
    case 'responsible': {
      const user = ofKind(value, 'user')
      return user === undefined ? wrongKind(key) : { responsible: user?.id ?? 0 }
    }
    case 'phones':
    case 'emails': {
      const definition = definitions.find(({ role }) => role === key) ?? null
      return ofKind(value, 'contactPoints') === undefined
        ? wrongKind(key)
        : { field: { key, definition, value, items: itemsOf(value) } }
    }
    case 'company':
    case 'tags':
    case 'leads':
    case 'customers':
    case 'catalogElements':
      return wrong(key, 'unsupported', 'tags and links are changed separately')
    case 'createdAt':
    case 'updatedAt':
    case 'nextTaskAt':
    case 'createdBy':
    case 'updatedBy':
    case 'group':
    case 'chats':
    case 'talksInWork':
    case 'channels':
    case 'missedTalk':
    case 'unreadTalk':
    case 'account':
    case 'bot':
    case 'messenger':
    case 'unsubscribedAt':
    case 'id':
      return wrong(key, 'read_only', 'the source sets it itself')
  }
}

function readField(key: AttributeKey, value: Value | null, definitions: FieldDefinition[]): Part {
  const id = fieldIdOf(key)
  const definition = definitions.find((known) => known.id === id)
  if (!definition) return wrong(key, 'no_such_field', 'the account has no such field')
  if (!valueKinds[definition.kind].isWritable)
    return wrong(key, 'read_only', 'values of this kind are read-only')
  if (value !== null && value.kind !== definition.kind) return wrongKind(key)
  const issues = untellableDay(value, definition)
  if (issues.length > 0)
    return { issues: issues.map(({ code, message }) => issueOf(key, code, message)) }
  return { field: { key, definition, value, items: itemsOf(value) } }
}

/** Null matches any kind; undefined for a value of another kind. */
function ofKind<Kind extends ValueKindName>(value: Value | null, kind: Kind) {
  if (value === null) return null
  return isOfKind(value, kind) ? value : undefined
}

const itemsOf = (value: Value | null): WriteItem[] =>
  value === null ? [] : valueKinds[value.kind].toWrite(value)

const dayCodes = new Set<IssueCode>(['date', 'date_time', 'year_out_of_range'])

/** Days and times outside of the years 1000 to 9999 would be read back as different values. */
const untellableDay = (value: Value | null, definition: FieldDefinition): ValueIssue[] =>
  value === null
    ? []
    : valueKinds[value.kind].validate(value, definition).filter(({ code }) => dayCodes.has(code))

const wrong = (key: AttributeKey, code: IssueCode, message: string) => ({
  issues: [issueOf(key, code, message)],
})
const wrongKind = (key: AttributeKey) =>
  wrong(key, 'invalid_format', 'the attribute has values of another kind')

/**
 * Positions of the sent items in their value: blank parts of an address or of company details are
 * not sent.
 */
export const sentIndexes = (value: Value | null): number[] =>
  value?.kind === 'address' || value?.kind === 'companyDetails' ? withoutBlanks(value).indexes : []

/** Issues for texts that the source does not have, so that they do not appear as written. */
export const unsupportedTexts = (
  texts: WriteParts['texts'],
  known: readonly TextKey[],
  message: string,
): Issue[] =>
  builtInKey.options
    .filter((key) => isTextKey(key) && texts[key] !== undefined && !known.includes(key))
    .map((key) => issueOf(key, 'unsupported', message))
