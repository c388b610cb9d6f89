import * as z from 'zod/mini'
import { sort, sortField } from './sort.ts'

/** What hangs on a contact besides its own fields. */
export const section = z.enum(['leads', 'customers', 'catalogElements'])
export type Section = z.infer<typeof section>

/** What a source can do. The dashboard builds itself from this and never asks for the kind. */
export const capabilities = z.object({
  search: z.boolean(),
  /** Fields the source really sorts by; empty where its order cannot be chosen. */
  sorts: z.array(sortField),
  defaultSort: z.nullable(sort),
  /** Rows per page to offer, ascending; the last one is the most a request may ask for. */
  pageSizes: z.array(z.int()),
  /** Whether a page knows how many contacts match in all. */
  totals: z.boolean(),
  sections: z.array(section),
})
export type Capabilities = z.infer<typeof capabilities>

export const sourceKind = z.enum(['amo-v4', 'amo-v2', 'watbot'])

export const sourceId = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'lower-case letters, digits and dashes'))

export const source = z.object({
  id: sourceId,
  kind: sourceKind,
  title: z.string(),
  capabilities,
})
export type Source = z.infer<typeof source>

/** Answer of `GET /api/sources`; the first source is the one to open. */
export const sourceList = z.object({ items: z.array(source) })
