import * as z from 'zod/mini'
import { backedKey, fieldDefinition } from '#contract/model/field-definition.ts'
import { value, valueKindName } from '#contract/model/value.ts'

/** Response of `GET /api/sources/:source/fields`, in the account's order. */
export const fieldList = z.object({ items: z.array(fieldDefinition) })

/** A filled custom field of a contact. */
export const contactField = z.object({
  id: z.int(),
  name: z.string(),
  code: z.nullable(z.string()),
  kind: valueKindName,
  /**
   * The role of a field that holds phones or e-mails; the contact also lists these as attributes of
   * their own.
   */
  role: z.nullable(backedKey),
  /** The source's name of the type, shown for values of kind `unknown`. */
  sourceType: z.string(),
  value,
})
export type ContactField = z.infer<typeof contactField>
