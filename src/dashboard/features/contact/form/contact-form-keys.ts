import type { TFunction } from 'i18next'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { fieldKey } from './contact-form-values.ts'

/** The values of the form that change, are rejected or conflict as a unit; in screen order. */
export const plainNames = [
  'identity',
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'responsible',
  'tags',
] as const
export type PlainName = (typeof plainNames)[number]
export type FieldName = `fields.f${number}`
export type ValueName = PlainName | FieldName

export const fieldName = (id: number): FieldName => `fields.${fieldKey(id)}`

/** The label of a value. */
export function labelOf(
  name: ValueName,
  definitions: FieldDefinition[],
  t: TFunction<'form'>,
): string {
  const plain = plainNames.find((item) => item === name)
  if (plain) return t(`labels.${plain}`)
  return definitions.find(({ id }) => fieldName(id) === name)?.name ?? name
}
