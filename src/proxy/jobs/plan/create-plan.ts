import type { ContactDraft } from '#contract/api/writes.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import { applyChange, type Change } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { ContactCreate } from '#proxy/sources/contact-write.ts'
import { issuesOf, missingAttribute, repeatedIn } from './change-issues.ts'
import { isLinkKey } from './contact-plan.ts'
import { planName } from './name-plan.ts'

export type CreatePlan = {
  create: ContactCreate
  /** Links to create after the contact. */
  links: Change[]
  issues: Issue[]
}

/** Plans the creation of a contact; changes that clear or remove values have no effect. */
export function planCreate(
  { changes, identity }: ContactDraft,
  attributes: Attribute[],
): CreatePlan {
  const nobody = { firstName: '', lastName: '' }
  const named = planName(changes, nobody)
  const plan: CreatePlan = {
    create: { values: {}, tags: [], ...(identity && { identity }) },
    links: [],
    issues: [...repeatedIn(changes), ...named.issues],
  }
  const values: Snapshot = plan.create.values
  for (const change of named.changes) {
    const key = change.attribute
    const attribute = attributes.find((candidate) => candidate.key === key)
    const issues = attribute ? issuesOf(change, attribute) : [missingAttribute(key)]
    plan.issues.push(...issues)
    if (issues.length > 0) continue
    const value = applyChange(change, null)
    if (value === null) continue
    if (isLinkKey(key)) plan.links.push({ attribute: key, set: value })
    else if (value.kind === 'tags')
      plan.create.tags.push(...new Set(value.items.map(({ name }) => name)))
    else values[key] = value
  }
  return plan
}
