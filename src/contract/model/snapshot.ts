import * as z from 'zod/mini'
import { attributeKey } from './attribute.ts'
import { value } from './value.ts'

/**
 * What was seen of a contact: filled attributes by key, null for those that were empty. An attribute
 * that is left out was not looked at, which says nothing about what it holds.
 */
export const snapshot = z.partialRecord(attributeKey, z.nullable(value))
export type Snapshot = z.infer<typeof snapshot>
