import type { TFunction } from 'i18next'
import { builtInKey, type Attribute } from '#contract/model/attribute.ts'

/** Attributes whose label in editors differs from the one in column headers. */
const editedNames = ['name', 'phones', 'emails'] as const

/**
 * The label of an attribute in editors: the account's name of a custom field, or that of the
 * interface.
 */
export function attributeLabel(
  { key, label }: Pick<Attribute, 'key' | 'label'>,
  t: TFunction<['form', 'translation']>,
): string {
  const edited = editedNames.find((name) => name === key)
  const builtIn = builtInKey.safeParse(key).data
  if (label !== null || builtIn === undefined) return label ?? key
  return edited ? t(`form:labels.${edited}`) : t(`translation:attributes.${builtIn}`)
}

/** The label of an attribute as in the heads of columns. */
export function columnLabel(
  { key, label }: Pick<Attribute, 'key' | 'label'>,
  t: TFunction<['form', 'translation']>,
): string {
  const builtIn = builtInKey.safeParse(key).data
  return label ?? (builtIn ? t(`translation:attributes.${builtIn}`) : key)
}
