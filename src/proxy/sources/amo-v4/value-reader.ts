import type { z } from 'zod'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import { createRowReading, rowsOf, unreadableIn } from '#contract/upstream/lenient.ts'
import {
  amoFieldValue,
  type AmoContact,
  type amoFieldValues,
} from '#contract/upstream/amo-v4/contacts.ts'
import { roleOf, shapeOf } from '#proxy/sources/amo-field-kinds.ts'
import { toContactPoints, toValue, type ReadItem } from '#proxy/sources/amo-value-reader.ts'
import type { ReadField } from '#proxy/sources/unreadable-attributes.ts'

export type FieldContext = {
  definitions: FieldDefinition[]
  /** IANA name of the time zone in which days of date fields begin. */
  timeZone: string
}

type FieldValues = z.output<typeof amoFieldValues>

/** Newer responses name the option `enum_code`, older ones `enum`. */
const toItem = ({
  value,
  enum_id: id,
  enum_code: code,
  enum: older,
}: z.output<typeof amoFieldValue>): ReadItem => ({
  value,
  id: id ?? (typeof older === 'number' ? older : null),
  code: code || (typeof older === 'string' && older !== '' ? older : null),
})

const readList = createRowReading(rowsOf(amoFieldValue))

/** The values of a field; `isOdd`: some of them do not have the documented format. */
export function itemsOf({ values }: Pick<FieldValues, 'values'>): {
  items: ReadItem[]
  isOdd: boolean
} {
  const list = readList(values)?.row
  if (!list) return { items: [{ value: values, id: null, code: null }], isOdd: true }
  // An empty item is omitted; no data is lost.
  const isOdd = list.items.some((item) => unreadableIn(item).length > 0)
  return { items: list.items.map(toItem), isOdd }
}

const known = new WeakMap<readonly FieldDefinition[], Map<number, FieldDefinition>>()

/** Those of an account, which many rows have, by their IDs. */
function definitionOf(definitions: readonly FieldDefinition[], id: number) {
  const byId = known.get(definitions) ?? new Map(definitions.map((one) => [one.id, one]))
  known.set(definitions, byId)
  return byId.get(id)
}

/**
 * A filled field of a contact; undefined if it is empty. If the account's definition is unknown,
 * the type in the response is used.
 */
export function toContactField(
  field: FieldValues,
  { definitions, timeZone }: FieldContext,
): ReadField | undefined {
  const definition = definitionOf(definitions, field.field_id)
  const { options = [], currency = null } = definition ?? {}
  const isKnown = definition !== undefined && definition.kind !== 'unknown'
  const sourceType = (isKnown ? definition.sourceType : field.field_type) || 'unknown'
  const { kind } = isKnown ? definition : shapeOf(sourceType)
  const code = definition?.code ?? field.field_code ?? null
  const { items, isOdd } = itemsOf(field)
  const read = toValue(kind, items, { options, currency, timeZone, isOdd })
  return (
    read && {
      field: {
        id: field.field_id,
        name: field.field_name || definition?.name || `#${field.field_id}`,
        code,
        kind,
        role: definition?.role ?? roleOf(kind, code),
        sourceType,
        value: read.value,
      },
      isUnreadable: read.isUnreadable,
    }
  )
}

/** Phones or e-mails, regardless of the field type in which the account stores them. */
export const contactPointsOf = (
  amo: AmoContact,
  code: 'PHONE' | 'EMAIL',
  definitions: FieldDefinition[] = [],
): ContactPoint[] =>
  toContactPoints(
    (amo.custom_fields_values?.items ?? [])
      .filter((field) => {
        const definition = definitionOf(definitions, field.field_id)
        return (definition?.code ?? field.field_code) === code
      })
      .flatMap((field) => itemsOf(field).items),
    [],
  )
