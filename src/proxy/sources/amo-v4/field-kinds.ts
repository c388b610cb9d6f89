import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { AmoField } from '#contract/upstream/amo-v4/fields.ts'
import { roleOf, shapeOf, toOption } from '#proxy/sources/amo-field-kinds.ts'

/** Converts a field definition of amoCRM v4. */
export function toFieldDefinition(amo: AmoField): FieldDefinition {
  const sourceType = amo.type || 'unknown'
  const shape = shapeOf(sourceType)
  const code = amo.code ?? null
  return {
    id: amo.id,
    name: amo.name || `#${amo.id}`,
    code,
    ...shape,
    role: roleOf(shape.kind, code),
    options: (amo.enums?.items ?? []).map((option) => toOption(option, shape.kind)),
    currency: shape.kind === 'money' ? (amo.currency ?? null) : null,
    isReadOnly: amo.is_api_only ?? false,
    sourceType,
  }
}
