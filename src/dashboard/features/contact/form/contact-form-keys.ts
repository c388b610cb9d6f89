import type { TFunction } from 'i18next'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'

/**
 * A value of the form that is changed, rejected or in conflict as a whole, by its name in the form.
 */
export type ValueName = `drafts.${AttributeKey}` | 'identity'

export const draftName = (key: AttributeKey): `drafts.${AttributeKey}` => `drafts.${key}`

export function labelOf(
  name: ValueName,
  attributes: readonly Attribute[],
  t: TFunction<['form', 'translation']>,
): string {
  if (name === 'identity') return t('form:labels.identity')
  const attribute = attributes.find(({ key }) => draftName(key) === name)
  return attribute ? attributeLabel(attribute, t) : name
}
