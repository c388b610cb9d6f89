import * as z from 'zod/mini'
import { attributeKey } from './attribute.ts'
import { value } from './value.ts'

/**
 * Values of some attributes of a contact at one time, null for empty ones. The values of omitted
 * attributes are unknown.
 */
export const snapshot = z.partialRecord(attributeKey, z.nullable(value))
export type Snapshot = z.infer<typeof snapshot>
