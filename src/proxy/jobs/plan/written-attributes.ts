import type { Capabilities } from '#contract/api/sources.ts'
import { attributesOf, type Attribute } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'

/** The attributes that changes of a source's contacts may name. */
export const writtenAttributes = (
  can: Capabilities,
  definitions: readonly FieldDefinition[],
): Attribute[] => attributesOf(can, definitions)
