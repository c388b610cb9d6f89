import * as z from 'zod/mini'
import { backedKey, fieldDefinition } from '#contract/model/field-definition.ts'
import { value, valueKindName } from '#contract/model/value.ts'

/** Answer of `GET /api/sources/:source/fields`, in the account's order. */
export const fieldList = z.object({ items: z.array(fieldDefinition) })

/** A filled custom field of a contact. */
export const contactField = z.object({
  id: z.int(),
  name: z.string(),
  code: z.nullable(z.string()),
  kind: valueKindName,
  /** Phones and e-mails are fields at some sources; with us they stand beside the fields, too. */
  role: z.nullable(backedKey),
  /** The source's own name of the type: shown where the value is `unknown`. */
  sourceType: z.string(),
  value,
})
export type ContactField = z.infer<typeof contactField>
