import type {
  LegacyContactPatch,
  LegacyFieldEdit,
  LegacyLinkChange,
  LegacyPatch,
} from '#contract/api/legacy-writes.ts'
import type { ContactDraft, Link } from '#contract/api/writes.ts'
import { fieldAttribute, fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { Change } from '#contract/model/change.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import { valueKinds } from '#contract/model/value-kinds.ts'
import type { WriteItem } from '#contract/model/write-item.ts'
import { companyOf, pointsOf, tagsOf, textOf, userOf } from './legacy-snapshot.ts'

const toHold = (attribute: AttributeKey, value: Value | null): Change =>
  value === null ? { attribute, clear: true } : { attribute, set: value }

/** No changes if neither `add` nor `remove` has items. */
function toMove(attribute: AttributeKey, add: Value | null, remove: Value | null): Change[] {
  if (!add && !remove) return []
  return [{ attribute, ...(add && { add }), ...(remove && { remove }) }]
}

/**
 * Converts a patch of 0.1.0 to changes. First and last name determine the full name, so that a full
 * name beside them is ignored, as in 0.1.0. `definitions` provide the value kinds of fields; an
 * unknown field becomes a change that is rejected for every account.
 */
export function changesOfPatch(
  patch: LegacyPatch,
  definitions: readonly FieldDefinition[],
): Change[] {
  const { name, firstName, lastName, responsible, phones, emails, tags, fields = [] } = patch
  const isOfParts = Boolean(firstName) || Boolean(lastName)
  const texts = { name: isOfParts ? undefined : name, firstName, lastName }
  return [
    ...(['name', 'firstName', 'lastName'] as const).flatMap((key) => {
      const text = texts[key]
      return text === undefined ? [] : [toHold(key, textOf(text))]
    }),
    ...(responsible === undefined ? [] : [toHold('responsible', userOf(responsible))]),
    ...(phones ? pointChanges('phones', phones) : []),
    ...(emails ? pointChanges('emails', emails) : []),
    ...(tags
      ? 'set' in tags
        ? [toHold('tags', tagsOf(tags.set))]
        : toMove('tags', tagsOf(tags.add ?? []), tagsOf(tags.remove ?? []))
      : []),
    ...fields.flatMap((edit) => fieldChanges(edit, definitions)),
  ]
}

function pointChanges(
  key: 'phones' | 'emails',
  edit: NonNullable<LegacyPatch['phones']>,
): Change[] {
  if (Array.isArray(edit)) return [toHold(key, pointsOf(edit))]
  if ('set' in edit) return [toHold(key, pointsOf(edit.set))]
  // Compared by their text, regardless of their kind.
  const removed = (edit.remove ?? []).map((value): ContactPoint => ({
    value,
    kind: null,
    kindId: null,
  }))
  return toMove(key, pointsOf(edit.add ?? []), pointsOf(removed))
}

function fieldChanges(edit: LegacyFieldEdit, definitions: readonly FieldDefinition[]): Change[] {
  const definition = definitions.find(({ id }) => id === edit.id)
  if (!definition) return [{ attribute: fieldKey(edit.id), clear: true }]
  const context = fieldAttribute(definition, { writes: null })
  const valueOf = (items: WriteItem[] | undefined): Value | null =>
    items && items.length > 0 ? valueKinds[definition.kind].fromWrite(items, context) : null
  const key = definition.role ?? fieldKey(edit.id)
  if ('values' in edit) return [toHold(key, valueOf(edit.values ?? []))]
  return toMove(key, valueOf(edit.add), valueOf(edit.remove))
}

const linkAttributes = {
  leads: 'leads',
  customers: 'customers',
  catalogElements: 'catalogElements',
} as const

/** Converts links of 0.1.0 to changes; the company is unlinked only if it is the one given. */
export function changesOfLinks({ link = [], unlink = [], before }: LegacyLinkChange): {
  changes: Change[]
  before?: Snapshot
} {
  const changes: Change[] = []
  const [company] = link.filter(({ target }) => target === 'companies')
  const [gone] = unlink.filter(({ target }) => target === 'companies')
  if (company) changes.push(toHold('company', companyOf(company.id)))
  else if (gone) changes.push(...toMove('company', null, companyOf(gone.id)))
  for (const [target, key] of Object.entries(linkAttributes)) {
    const of = (links: Link[]) => linksOf(links.filter((item) => item.target === target))
    changes.push(...toMove(key, of(link), of(unlink)))
  }
  return { changes, ...(before && { before: { company: companyOf(before.company) } }) }
}

const linksOf = (links: Link[]): Value | null =>
  links.length === 0
    ? null
    : {
        kind: 'links',
        items: links.map(({ target, id, catalog = null, quantity = null }) => ({
          target,
          id,
          catalog,
          quantity,
        })),
      }

/** Converts a contact to create from the format of 0.1.0. */
export const draftOfLegacy = (
  { identity, ...patch }: LegacyPatch & Pick<ContactDraft, 'identity'>,
  definitions: readonly FieldDefinition[],
): ContactDraft => ({
  changes: changesOfPatch(patch, definitions),
  ...(identity && { identity }),
})

/**
 * Converts an item of `PATCH …/contacts` from the format of 0.1.0; `seen` is the state on which it
 * is based.
 */
export function editOfLegacy(
  { id, identity, seen, ...patch }: LegacyContactPatch,
  definitions: readonly FieldDefinition[],
) {
  return {
    id,
    changes: changesOfPatch(patch, definitions),
    ...(identity && { identity }),
    ...(seen && { seen }),
  }
}
