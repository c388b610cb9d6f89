import type { TFunction } from 'i18next'
import { builtInKey, type Attribute } from '#contract/model/attribute.ts'

/** Attributes that are called otherwise where they are edited than above a column. */
const editedNames = ['name', 'phones', 'emails'] as const

/** What an attribute is called where it is edited: the account's own name, or that of the interface. */
export function attributeLabel(
  { key, label }: Pick<Attribute, 'key' | 'label'>,
  t: TFunction<['form', 'translation']>,
): string {
  const edited = editedNames.find((name) => name === key)
  const builtIn = builtInKey.safeParse(key).data
  if (label !== null || builtIn === undefined) return label ?? key
  return edited ? t(`form:labels.${edited}`) : t(`translation:attributes.${builtIn}`)
}
