import type { ContactDetail } from '#contract/api/contacts.ts'
import { entriesOf, isMulti, isSameContent, isSameEntry } from '#contract/api/field-entries.ts'
import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import type { ContactSnapshot, FieldEdit } from '#contract/api/job-rows.ts'
import type { FieldValue } from '#contract/api/writes.ts'
import { contentOf, valuesOf } from './field-image.ts'
import { changeList, mergeList, mergeOne, type Merged } from './three-way-merge.ts'
import { recordChange, type EditPlan } from './plan-entry.ts'

type Item = { text: string; kind: string | null; value: FieldValue }
const isSameItem = (a: Item, b: Item): boolean => isSameEntry(a, b)

/** Plans custom fields: multi-value fields item by item, the others as a whole. */
export function planFields(
  plan: EditPlan,
  edits: FieldEdit[],
  before: ContactSnapshot,
  now: ContactDetail,
  definitions: FieldDefinition[],
): void {
  for (const edit of edits) {
    const name = `fields.${edit.id}`
    const definition = definitions.find(({ id }) => id === edit.id)
    if (!definition) {
      plan.reasons.push({ field: name, code: 'no_field', message: 'the account has no such field' })
      continue
    }
    const theirs = now.fields.find(({ id }) => id === edit.id)?.content ?? null
    const seen = before.fields?.find(({ id }) => id === edit.id)
    if (!('values' in edit) && !isMulti(definition)) {
      const message = 'the field holds a single value: values cannot be added or removed'
      plan.reasons.push({ field: name, code: 'unsupported', message })
      continue
    }
    const merged = merge(edit, seen && seen.content, theirs, definition)
    const mine = 'values' in edit ? contentOf(edit.values, definition) : edit
    if (!recordChange(plan, name, merged, { before: seen?.content, mine, theirs })) continue
    if (merged.is !== 'changed') continue
    const values = merged.value && merged.value.length > 0 ? merged.value : null
    plan.patch.fields = [...(plan.patch.fields ?? []), { id: edit.id, values }]
    plan.base.fields = [...(plan.base.fields ?? []), { id: edit.id, content: theirs }]
    const content = contentOf(values, definition)
    plan.after.fields = [...(plan.after.fields ?? []), { id: edit.id, content }]
  }
}

function merge(
  edit: FieldEdit,
  before: FieldContent | null | undefined,
  theirs: FieldContent | null,
  definition: FieldDefinition,
): Merged<FieldValue[] | null> {
  const [current, seen] = [itemsOf(theirs), before === undefined ? undefined : itemsOf(before)]
  const written = (values: FieldValue[] | null) => zip(contentOf(values, definition), values)
  const valuesIn = (merged: Merged<Item[]>): Merged<FieldValue[]> =>
    merged.is === 'changed'
      ? { is: 'changed', value: merged.value.map(({ value }) => value) }
      : merged
  if (!('values' in edit)) {
    const change = { added: written(edit.add ?? []), removed: written(edit.remove ?? []) }
    return valuesIn(changeList(current ?? [], change, isSameItem))
  }
  if (isMulti(definition) && current)
    return valuesIn(
      mergeList({ before: seen, mine: written(edit.values), theirs: current }, isSameItem),
    )
  const mine = contentOf(edit.values, definition)
  const merged = mergeOne({ before, mine, theirs }, isSameContent)
  return merged.is === 'changed' ? { is: 'changed', value: edit.values } : merged
}

/** Entries beside the values they are written by. */
function zip(content: FieldContent | null, values: FieldValue[] | null): Item[] {
  const entries = entriesOf(content) ?? []
  return entries.flatMap((entry, index) => {
    const value = values?.[index]
    return value ? [{ ...entry, value }] : []
  })
}

const itemsOf = (content: FieldContent | null): Item[] | undefined => {
  const values = valuesOf(content)
  return values === undefined ? undefined : zip(content, values)
}
