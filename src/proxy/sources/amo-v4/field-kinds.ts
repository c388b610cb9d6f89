import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { AmoField } from '#contract/upstream/amo-v4/fields.ts'
import { roleOf, shapeOf, toOption } from '#proxy/sources/amo-field-kinds.ts'

/** A definition of amoCRM v4 in our words. */
export function toFieldDefinition(amo: AmoField): FieldDefinition {
  const shape = shapeOf(amo.type)
  const code = amo.code ?? null
  return {
    id: amo.id,
    name: amo.name,
    code,
    ...shape,
    role: roleOf(shape.kind, code),
    options: (amo.enums ?? []).map((option) => toOption(option, shape.kind)),
    currency: shape.kind === 'money' ? (amo.currency ?? null) : null,
    isReadOnly: amo.is_api_only ?? false,
    sourceType: amo.type,
  }
}
