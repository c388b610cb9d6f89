import * as z from 'zod/mini'
import { valueKindName } from './value.ts'

export const fieldOption = z.object({
  id: z.int(),
  label: z.string(),
  code: z.nullable(z.string()),
})
export type FieldOption = z.infer<typeof fieldOption>

/**
 * Built-in attributes that some sources store in a custom field; this field is not listed as an
 * attribute of its own.
 */
export const backedKey = z.enum(['phones', 'emails'])
export type BackedKey = z.infer<typeof backedKey>

/** Definition of a custom field of the account's contacts, independent of the source. */
export const fieldDefinition = z.object({
  id: z.int(),
  name: z.string(),
  code: z.nullable(z.string()),
  kind: valueKindName,
  /** The field has several values, which can be added and removed separately. */
  isMany: z.boolean(),
  /** The text may have several lines. */
  isMultiline: z.boolean(),
  role: z.nullable(backedKey),
  options: z.array(fieldOption),
  /** ISO 4217 code; only for money fields. */
  currency: z.nullable(z.string()),
  /** The account or the source does not let users edit the field: it is only shown. */
  isReadOnly: z.boolean(),
  /** The source's name of the type, shown for unknown types; no code depends on it. */
  sourceType: z.string(),
  /** Maximum length of one text in characters; null if the source has no limit. */
  maxLength: z.nullable(z.int()),
})
export type FieldDefinition = z.infer<typeof fieldDefinition>
