import * as z from 'zod/mini'
import type { LegacySnapshot } from '#contract/api/legacy-writes.ts'
import { fieldKey } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { contactPoint, type ContactPoint, type Value } from '#contract/model/value.ts'

/** The content of a filled field as returned and stored by 0.1.0. */
const legacyContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), values: z.array(z.string()) }),
  z.object({ kind: z.literal('link'), values: z.array(z.string()) }),
  z.object({ kind: z.literal('number'), value: z.string() }),
  z.object({ kind: z.literal('money'), value: z.string(), currency: z.nullable(z.string()) }),
  z.object({ kind: z.literal('checkbox'), value: z.boolean() }),
  z.object({ kind: z.literal('date'), value: z.iso.date() }),
  z.object({ kind: z.literal('dateTime'), value: z.iso.datetime() }),
  z.object({ kind: z.literal('options'), labels: z.array(z.string()) }),
  z.object({ kind: z.literal('multitext'), values: z.array(contactPoint) }),
  z.object({
    kind: z.literal('address'),
    parts: z.array(z.object({ part: z.string(), value: z.string() })),
  }),
  z.object({
    kind: z.literal('legalEntity'),
    entities: z.array(z.array(z.object({ key: z.string(), value: z.string() }))),
  }),
  z.object({
    kind: z.literal('file'),
    files: z.array(z.object({ name: z.string(), bytes: z.nullable(z.int()) })),
  }),
  z.object({ kind: z.literal('unknown'), values: z.array(z.string()) }),
])

/**
 * The content of a field in 0.1.0 as a value; null for an empty field, undefined for an unknown
 * format.
 */
export function valueOfContent(json: unknown): Value | null | undefined {
  if (json === null) return null
  const content = z.safeParse(legacyContent, json).data
  if (!content) return undefined
  switch (content.kind) {
    case 'link':
      return { kind: 'url', values: content.values }
    case 'checkbox':
      return { kind: 'flag', value: content.value }
    case 'options':
      return {
        kind: 'choice',
        options: content.labels.map((label) => ({ id: null, code: null, label })),
      }
    case 'multitext':
      return pointsOf(content.values)
    case 'legalEntity':
      return { kind: 'companyDetails', entities: content.entities }
    case 'file':
      return { kind: 'files', items: content.files }
    case 'text':
    case 'number':
    case 'money':
    case 'date':
    case 'dateTime':
    case 'address':
    case 'unknown':
      return content
  }
}

export const textOf = (text: string): Value | null =>
  text === '' ? null : { kind: 'text', values: [text] }
export const userOf = (id: number | null): Value | null =>
  id === null || id === 0 ? null : { kind: 'user', id, name: null }
export const pointsOf = (items: ContactPoint[]): Value | null =>
  items.length === 0 ? null : { kind: 'contactPoints', items }
export const tagsOf = (names: string[]): Value | null =>
  names.length === 0 ? null : { kind: 'tags', items: names.map((name) => ({ id: null, name })) }
export const companyOf = (id: number | null): Value | null =>
  id === null ? null : { kind: 'company', id, name: null }

/**
 * Converts a snapshot of a contact from the format of 0.1.0, in requests and in stored journals.
 */
export function snapshotOfLegacy(seen: LegacySnapshot): Snapshot {
  const snapshot: Snapshot = {}
  for (const key of ['name', 'firstName', 'lastName'] as const)
    if (seen[key] !== undefined) snapshot[key] = textOf(seen[key])
  for (const key of ['phones', 'emails'] as const)
    if (seen[key] !== undefined) snapshot[key] = pointsOf(seen[key])
  if (seen.responsible !== undefined) snapshot.responsible = userOf(seen.responsible)
  if (seen.tags !== undefined) snapshot.tags = tagsOf(seen.tags)
  for (const { id, content } of seen.fields ?? []) {
    const value = valueOfContent(content)
    if (value !== undefined) snapshot[fieldKey(id)] = value
  }
  return snapshot
}

/**
 * Phones and e-mails given by the custom field that stores them, as 0.1.0 allowed, under their own
 * keys.
 */
export function withRoles(snapshot: Snapshot, definitions: readonly FieldDefinition[]): Snapshot {
  const renamed = { ...snapshot }
  for (const { id, role } of definitions) {
    const key = fieldKey(id)
    const value = renamed[key]
    if (role === null || value === undefined) continue
    renamed[role] = value
    delete renamed[key]
  }
  return renamed
}
