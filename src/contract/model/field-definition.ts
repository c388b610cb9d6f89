import * as z from 'zod/mini'
import { valueKindName } from './value.ts'

export const fieldOption = z.object({
  id: z.int(),
  label: z.string(),
  code: z.nullable(z.string()),
})
export type FieldOption = z.infer<typeof fieldOption>

/** Attributes of every contact that some sources keep in a field: the field is listed as none of its own. */
export const backedKey = z.enum(['phones', 'emails'])
export type BackedKey = z.infer<typeof backedKey>

/** A custom field of the account's contacts, in our words. */
export const fieldDefinition = z.object({
  id: z.int(),
  name: z.string(),
  code: z.nullable(z.string()),
  kind: valueKindName,
  /** Several values, each of which may come and go by itself. */
  isMany: z.boolean(),
  /** A text of several lines. */
  isMultiline: z.boolean(),
  role: z.nullable(backedKey),
  options: z.array(fieldOption),
  /** ISO 4217, money fields only. */
  currency: z.nullable(z.string()),
  /** The account or the source leaves it to programs, or to nobody: shown, never offered to edit. */
  isReadOnly: z.boolean(),
  /** The source's own name of the type: shown where we do not know it, decided by nowhere. */
  sourceType: z.string(),
  /** Most characters of one text; null where the source sets no limit. */
  maxLength: z.nullable(z.int()),
})
export type FieldDefinition = z.infer<typeof fieldDefinition>
