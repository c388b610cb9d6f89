import { attributesOf, type Attribute, type AttributeSupport } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'

/** What a source tells and takes of its contacts, from its capabilities. */
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

/** Everything that contacts of a source have; people who work there are the options of theirs. */
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
