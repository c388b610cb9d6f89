import * as z from 'zod/mini'
import type { AttributeKey } from './attribute.ts'
import { value, type Value } from './value.ts'

/**
 * What was seen of a contact: filled attributes by key, null for those that were empty. An attribute
 * that is left out was not looked at, which says nothing about what it holds.
 */
export const snapshot = z.record(z.string(), z.nullable(value))
export type Snapshot = Partial<Record<AttributeKey, Value | null>>
