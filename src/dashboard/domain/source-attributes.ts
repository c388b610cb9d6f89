import { attributesOf, type Attribute } from '#contract/model/attribute.ts'
import type { AttributeSupport } from '#contract/model/attribute-support.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'

/** What a source reports and accepts for its contacts, according to its capabilities. */
export const supportOf = ({ knows, sections, writes }: Capabilities): AttributeSupport => ({
  knows,
  sections,
  writes: writes && {
    edit: writes.edit,
    nameParts: writes.nameParts,
    tags: writes.tags,
    links: writes.links,
  },
})

/**
 * All attributes of a source's contacts; the account's users are the options of user attributes.
 */
export function sourceAttributes(
  capabilities: Capabilities,
  definitions: readonly FieldDefinition[],
  users: readonly User[] | null,
): Attribute[] {
  const people = (users ?? [])
    .filter(({ isActive }) => isActive)
    .map(({ id, name }) => ({ id, label: name, code: null }))
  return attributesOf(supportOf(capabilities), definitions).map((attribute) =>
    attribute.kind === 'user' ? { ...attribute, options: people } : attribute,
  )
}
