import type { Capabilities } from '#contract/api/sources.ts'
import { attributesOf, type Attribute } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'

/**
 * What changes of a source's contacts may name. Tags that its lists leave out are told with each
 * contact, and written all the same.
 */
export function writtenAttributes(
  can: Capabilities,
  definitions: readonly FieldDefinition[],
): Attribute[] {
  const tags = can.knows.tags || (can.writes?.tags ?? false)
  return attributesOf({ ...can, knows: { ...can.knows, tags } }, definitions)
}
