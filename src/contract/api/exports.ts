import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'

/**
 * Body of `POST /api/sources/:source/exports`: what is about to be exported. It is recorded in the audit
 * log before a contact is read.
 */
export const exportRequest = z.strictObject({
  /** The parameters of the list, as in its address, without page and columns. */
  query: z.string().check(z.maxLength(8000)),
  /** IDs of the selected contacts are not part of the query; null: everything that matches. */
  selected: z.nullable(z.int().check(z.minimum(1))),
  /** How many contacts the list says there are; null if it does not. */
  count: z.nullable(z.int().check(z.minimum(0))),
  columns: z.array(attributeKey).check(z.minLength(1), z.maxLength(1000)),
  format: z.enum(['csv']),
})
export type ExportRequest = z.infer<typeof exportRequest>

/** ID of the export, which is the subject of its entry. */
export const announcedExport = z.object({ id: z.string() })
