import type { TFunction } from 'i18next'
import * as z from 'zod/mini'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'

/** A value of the form that can be changed, rejected or fought over as one, as the form names it. */
export type ValueName = `drafts.${AttributeKey}` | 'identity'

export const draftName = (key: AttributeKey): `drafts.${AttributeKey}` => `drafts.${key}`

/** Attributes with a label of the form's own. */
const labelled = z.enum([
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'responsible',
  'tags',
])

/** What an attribute is called on the screen. */
export function attributeLabel(
  { key, label }: Pick<Attribute, 'key' | 'label'>,
  t: TFunction<'form'>,
): string {
  const own = labelled.safeParse(key).data
  return label ?? (own ? t(`labels.${own}`) : key)
}

/** What a value of the form is called on the screen. */
export function labelOf(
  name: ValueName,
  attributes: readonly Attribute[],
  t: TFunction<'form'>,
): string {
  if (name === 'identity') return t('labels.identity')
  const attribute = attributes.find(({ key }) => draftName(key) === name)
  return attribute ? attributeLabel(attribute, t) : name
}
