import type { TFunction } from 'i18next'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'

/** A value of the form that can be changed, rejected or fought over as one, as the form names it. */
export type ValueName = `drafts.${AttributeKey}` | 'identity'

export const draftName = (key: AttributeKey): `drafts.${AttributeKey}` => `drafts.${key}`

/** What a value of the form is called on the screen. */
export function labelOf(
  name: ValueName,
  attributes: readonly Attribute[],
  t: TFunction<['form', 'translation']>,
): string {
  if (name === 'identity') return t('form:labels.identity')
  const attribute = attributes.find(({ key }) => draftName(key) === name)
  return attribute ? attributeLabel(attribute, t) : name
}
