import type { TFunction } from 'i18next'
import type { FieldDefinition } from '#contract/api/fields.ts'
import { fieldKey } from './contact-form-values.ts'

/** A value of the form that can be changed, refused or fought over as one; in the screen's order. */
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

/** What a value is called on the screen. */
export function labelOf(
  name: ValueName,
  definitions: FieldDefinition[],
  t: TFunction<'form'>,
): string {
  const plain = plainNames.find((item) => item === name)
  if (plain) return t(`labels.${plain}`)
  return definitions.find(({ id }) => fieldName(id) === name)?.name ?? name
}
