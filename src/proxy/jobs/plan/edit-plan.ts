import type { ContactDetail } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/api/fields.ts'
import type { ContactSnapshot, JobPatch, ContactPointEdit } from '#contract/api/job-rows.ts'
import { planFields } from './field-plan.ts'
import { changeList, mergeList, mergeOne } from './three-way-merge.ts'
import { recordChange, type EditPlan } from './plan-entry.ts'

type ContactPointValue = { value: string; kind: string | null }

const isSameContactPoint = (a: ContactPointValue, b: ContactPointValue): boolean =>
  a.value.trim() === b.value.trim() && (a.kind === b.kind || a.kind === null || b.kind === null)
const isSameTag = (a: string, b: string): boolean => a.trim() === b.trim()
const isSameText = (a: string, b: string): boolean => a.trim() === b.trim()

/**
 * Plans a requested change against the contact as it is now. `before` is what its author saw: where
 * others changed the same value meanwhile it is a conflict, and the whole contact is left alone.
 */
export function planEdit(
  { patch: requested, before = {} }: { patch: JobPatch; before?: ContactSnapshot | undefined },
  now: ContactDetail,
  definitions: FieldDefinition[],
): EditPlan {
  const plan: EditPlan = {
    patch: { id: now.id },
    conflicts: [],
    reasons: [],
    base: {},
    after: {},
    fields: [],
  }
  const { patch, base, after } = plan

  const { isOfParts, whole } = nameOfParts(requested, now)
  for (const key of ['name', 'firstName', 'lastName'] as const) {
    const mine = requested[key]
    if (mine === undefined) continue
    if (key === 'name' && isOfParts) {
      // The source builds the name from its parts: a different name beside them would be lost.
      if (!isSameText(mine, whole))
        plan.reasons.push({
          field: 'name',
          code: 'name_of_parts',
          message: `made of its parts it would be "${whole}"`,
        })
      continue
    }
    const theirs = now[key]
    const merged = mergeOne({ before: before[key], mine, theirs }, isSameText)
    if (!recordChange(plan, key, merged, { before: before[key], mine, theirs })) continue
    patch[key] = mine
    base[key] = theirs
    after[key] = mine
  }

  if (requested.responsible !== undefined) {
    const [mine, theirs] = [requested.responsible, now.responsible?.id ?? 0]
    const seen = before.responsible === undefined ? undefined : (before.responsible ?? 0)
    const merged = mergeOne({ before: seen, mine, theirs }, (a, b) => a === b)
    if (recordChange(plan, 'responsible', merged, { before: seen, mine, theirs })) {
      patch.responsible = mine
      base.responsible = now.responsible?.id ?? null
      after.responsible = mine === 0 ? null : mine
    }
  }

  for (const key of ['phones', 'emails'] as const) {
    const edit = requested[key]
    if (!edit) continue
    const theirs = now[key]
    const merged = mergeContactPoints(edit, before[key], theirs)
    const mine = 'set' in edit ? edit.set : edit
    if (!recordChange(plan, key, merged, { before: before[key], mine, theirs })) continue
    if (merged.is !== 'changed') continue
    patch[key] = merged.value
    base[key] = theirs
    after[key] = merged.value
  }

  if (requested.tags) {
    const theirs = now.tags.map(({ name }) => name)
    const { tags } = requested
    const merged =
      'set' in tags
        ? mergeList({ before: before.tags, mine: tags.set, theirs }, isSameTag)
        : changeList(theirs, { added: tags.add ?? [], removed: tags.remove ?? [] }, isSameTag)
    if (
      recordChange(plan, 'tags', merged, { before: before.tags, mine: tags, theirs }) &&
      merged.is === 'changed'
    ) {
      const add = merged.value.filter((name) => !theirs.some((other) => isSameTag(other, name)))
      const remove = theirs.filter((name) => !merged.value.some((other) => isSameTag(other, name)))
      // Never the whole list: a tag that is added concurrently stays.
      patch.tags = { ...(add.length > 0 && { add }), ...(remove.length > 0 && { remove }) }
      base.tags = theirs
      after.tags = merged.value
    }
  }

  planFields(plan, requested.fields ?? [], before, now, definitions)
  return plan
}

function nameOfParts({ firstName, lastName }: JobPatch, now: ContactDetail) {
  const parts = [firstName ?? now.firstName, lastName ?? now.lastName]
  return {
    isOfParts: firstName !== undefined || lastName !== undefined,
    whole: parts.filter(Boolean).join(' '),
  }
}

function mergeContactPoints(
  edit: ContactPointEdit,
  before: ContactPointValue[] | undefined,
  theirs: ContactPointValue[],
) {
  if ('set' in edit) return mergeList({ before, mine: edit.set, theirs }, isSameContactPoint)
  const removed = (edit.remove ?? []).map((value) => ({ value, kind: null }))
  return changeList(theirs, { added: edit.add ?? [], removed }, isSameContactPoint)
}
