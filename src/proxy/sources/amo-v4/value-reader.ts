import type { z } from 'zod'
import type { ContactField } from '#contract/api/fields.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import type {
  AmoContact,
  amoFieldValue,
  amoFieldValues,
} from '#contract/upstream/amo-v4/contacts.ts'
import { roleOf, shapeOf } from '#proxy/sources/amo-field-kinds.ts'
import { toContactPoints, toValue, type ReadItem } from '#proxy/sources/amo-value-reader.ts'

export type FieldContext = {
  definitions: FieldDefinition[]
  /** IANA name; days of date fields are days there. */
  timeZone: string
}

/** Newer answers name the option `enum_code`, older ones `enum`. */
const toItem = ({
  value,
  enum_id: id,
  enum_code: code,
  enum: older,
}: z.infer<typeof amoFieldValue>): ReadItem => ({
  value,
  id: id ?? (typeof older === 'number' ? older : null),
  code: code ?? (typeof older === 'string' ? older : null),
})

/** A filled field of a contact; the answer itself tells its type, so that no definition is needed. */
export function toContactField(
  field: z.infer<typeof amoFieldValues>,
  { definitions, timeZone }: FieldContext,
): ContactField {
  const definition = definitions.find(({ id }) => id === field.field_id)
  const { options = [], currency = null } = definition ?? {}
  const { kind } = shapeOf(field.field_type)
  const code = field.field_code ?? null
  return {
    id: field.field_id,
    name: field.field_name,
    code,
    kind,
    role: roleOf(kind, code),
    sourceType: field.field_type,
    value: toValue(kind, field.values.map(toItem), { options, currency, timeZone }),
  }
}

/** Phones or e-mails, wherever the account keeps them. */
export const contactPointsOf = (amo: AmoContact, code: 'PHONE' | 'EMAIL'): ContactPoint[] =>
  toContactPoints(
    (amo.custom_fields_values ?? [])
      .filter(({ field_code: known }) => known === code)
      .flatMap(({ values }) => values.map(toItem)),
    [],
  )
