import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import type { AttributeConflict } from '#contract/api/row-results.ts'
import type { ContactEdit, Link } from '#contract/api/writes.ts'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import { applyChange, type Change, type RequestedChange } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import { mergeChange } from '#contract/model/merge.ts'
import { normalisePhones } from '#contract/model/phone-normalisation.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import { isSameValue, splitValue } from '#contract/model/value-kinds.ts'
import type { ContactWrite } from '#proxy/sources/contact-write.ts'
import type { ContactLinks, SourceSnapshot } from '#proxy/sources/source.ts'
import { issuesOf, missingAttribute, repeatedIn, unreadableNow } from './change-issues.ts'
import { linkChangeOf, linkValue, withoutFormerQuantities } from './link-values.ts'
import { nameOf, planName } from './name-plan.ts'

/**
 * The result of planning an edit, given the contact as just read. With conflicts or issues, nothing
 * is sent.
 */
export type ContactPlan = {
  /** Null if only links change. */
  write: ContactWrite | null
  link: Link[]
  unlink: Link[]
  /** The previous and the intended values of the changed attributes: the journal. */
  base: Snapshot
  after: Snapshot
  attributes: AttributeKey[]
  /** Attributes that others changed meanwhile and whose changes are merged. */
  merged: AttributeKey[]
  conflicts: AttributeConflict[]
  issues: Issue[]
}

type Options = {
  /** `before` is what the user saw; attributes that it does not include cannot conflict. */
  edit: Omit<ContactEdit, 'id'>
  now: SourceSnapshot
  attributes: Attribute[]
  /** The edit restores values that the source had before, which are not validated again. */
  isRestore?: boolean
}

/**
 * Plans every change of a contact: single saves, cells, grids, batch edits, jobs and undo. A
 * conflict in one attribute prevents all changes of the contact.
 */
export function planContact({ edit, now, attributes, isRestore = false }: Options): ContactPlan {
  const { detail } = now
  const plan: ContactPlan = {
    write: null,
    link: [],
    unlink: [],
    base: {},
    after: {},
    attributes: [],
    merged: [],
    conflicts: [],
    issues: [],
  }
  const values: Snapshot = {}
  const tags = { add: [] as string[], remove: [] as string[] }
  const requested = edit.changes.flatMap((change) => madeOf(change, now))
  const { changes, issues } = planName(requested, detail)
  plan.issues.push(...repeatedIn(requested))
  const before: Snapshot = edit.before ?? {}

  for (const change of changes) {
    const key = change.attribute
    const attribute = attributes.find((candidate) => candidate.key === key)
    const held = valueNow(key, now) ?? null
    const seen = before[key]
    const known = [held, seen, ...(isRestore && 'set' in change ? [change.set] : [])]
    const wrong = detail.unreadable.includes(key)
      ? [unreadableNow(key)]
      : attribute
        ? issuesOf(change, attribute, known)
        : [missingAttribute(key)]
    plan.issues.push(...wrong)
    if (!attribute || wrong.length > 0) continue
    const merged = mergeChange(change, { before: seen, now: held }, attribute.isMany)
    if (merged.is === 'conflict')
      plan.conflicts.push({
        attribute: key,
        ...(seen !== undefined && { before: seen }),
        mine: applyChange(change, seen ?? held),
        theirs: held,
      })
    if (merged.is !== 'changed') continue
    const wanted = isLinkKey(key) ? withoutFormerQuantities(merged.value) : merged.value
    plan.attributes.push(key)
    plan.base[key] = held
    plan.after[key] = wanted
    if (merged.others) plan.merged.push(key)
    if (isLinkKey(key)) {
      const { link, unlink } = linkChangeOf(held, wanted)
      plan.link.push(...link)
      plan.unlink.push(...unlink)
    } else if (key === 'tags') {
      // Never the whole list: a tag that another user adds in the meantime is retained.
      tags.add.push(...tagsOnlyIn(merged.value, held))
      tags.remove.push(...tagsOnlyIn(held, merged.value))
    } else values[key] = merged.value
  }

  recordName(plan, values, detail, before)
  // If others changed the name, it is a conflict; that the source would compose another name is a
  // consequence of it.
  if (!plan.conflicts.some(({ attribute }) => attribute === 'name')) plan.issues.push(...issues)
  const isWritten = Object.keys(values).length > 0 || tags.add.length + tags.remove.length > 0
  if (isWritten || edit.identity)
    plan.write = { id: detail.id, values, tags, ...(edit.identity && { identity: edit.identity }) }
  return plan
}

/**
 * A change that depends on the value that is there now, as the change that it comes to; none if nothing
 * is certain. What cannot be read is not known to be empty: the change is an issue then.
 */
function madeOf(change: RequestedChange, now: SourceSnapshot): Change | [] {
  if (!('normalise' in change)) return change
  const { attribute, normalise } = change
  const { value, changed } = normalisePhones(valueNow(attribute, now) ?? null, normalise.country)
  if (now.detail.unreadable.includes(attribute)) return { attribute, clear: true }
  return value === null || changed.length === 0 ? [] : { attribute, set: value }
}

/** The value of an attribute in a contact, including links. */
export const valueNow = (
  key: AttributeKey,
  { detail, links }: Pick<SourceSnapshot, 'detail' | 'links'>,
): Value | null | undefined =>
  isListedLink(key) ? linkValue(key, links) : contactValue(detail, key)

const isListedLink = (key: AttributeKey): key is Exclude<keyof ContactLinks, 'companies'> =>
  key === 'leads' || key === 'customers' || key === 'catalogElements'

/** Attributes that a source writes as links, separately from the contact. */
export const isLinkKey = (key: AttributeKey): boolean => key === 'company' || isListedLink(key)

/**
 * The source composes the full name of first and last name, so that it changes with them. It is
 * journalled and checked like them, although it is not sent.
 */
function recordName(plan: ContactPlan, values: Snapshot, detail: ContactDetail, before: Snapshot) {
  const isPlanned =
    'name' in plan.base || plan.conflicts.some(({ attribute }) => attribute === 'name')
  if (!('firstName' in values || 'lastName' in values) || isPlanned) return
  const held = contactValue(detail, 'name') ?? null
  const made = nameOf({
    firstName: contactValue(detail, 'firstName') ?? null,
    lastName: contactValue(detail, 'lastName') ?? null,
    ...values,
  })
  const seen = before.name
  if (seen !== undefined && !isSameValue(seen, held))
    plan.conflicts.push({ attribute: 'name', before: seen, mine: made, theirs: held })
  plan.base.name = held
  plan.after.name = made ?? held
}

const tagsOnlyIn = (value: Value | null, other: Value | null): string[] =>
  splitValue(value)
    .filter((item) => !splitValue(other).some((tag) => isSameValue(tag, item)))
    .flatMap((item) => (item.kind === 'tags' ? item.items.map(({ name }) => name) : []))
