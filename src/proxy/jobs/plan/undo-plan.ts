import type { ContactEdit } from '#contract/api/writes.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { keysOf, type Change } from '#contract/model/change.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import { isEmptyValue, isSameValue, joinValues, splitValue } from '#contract/model/value-kinds.ts'

/**
 * The change that reverts what a job wrote, with the written values as `before`: a later change by
 * another user is a conflict and is not overwritten. Tags and links are added and removed one by
 * one, so that those of others are retained.
 */
export function undoOf(
  base: Snapshot,
  after: Snapshot,
): Pick<ContactEdit, 'changes'> & { before: Snapshot } {
  const changes: Change[] = []
  const before: Snapshot = {}
  for (const key of keysOf(after)) {
    const [was, wrote] = [base[key], after[key]]
    if (was === undefined || wrote === undefined) continue
    const items = isOfItems(key) && !isQuantityChange(was, wrote)
    const change = items ? itemsBack(key, was, wrote) : valueBack(key, was)
    if (!change) continue
    changes.push(change)
    if (!items) before[key] = wrote
  }
  return { changes, before }
}

const valueBack = (attribute: AttributeKey, was: Value | null): Change =>
  was === null || isEmptyValue(was) ? { attribute, clear: true } : { attribute, set: was }

function itemsBack(
  attribute: AttributeKey,
  was: Value | null,
  wrote: Value | null,
): Change | undefined {
  const onlyIn = (value: Value | null, other: Value | null) =>
    joinValues(
      splitValue(value).filter(
        (item) => !splitValue(other).some((candidate) => isSameValue(item, candidate)),
      ),
    )
  const [add, remove] = [onlyIn(was, wrote), onlyIn(wrote, was)]
  if (!add && !remove) return undefined
  return { attribute, ...(add && { add }), ...(remove && { remove }) }
}

const isOfItems = (key: AttributeKey): boolean =>
  key === 'tags' || key === 'leads' || key === 'customers' || key === 'catalogElements'

/**
 * The quantity of an element is a single value: a later quantity set by another user is not
 * replaced.
 */
function isQuantityChange(was: Value | null, wrote: Value | null): boolean {
  if (was?.kind !== 'links' || wrote?.kind !== 'links') return false
  return was.items.some((item) =>
    wrote.items.some(
      (other) =>
        other.target === item.target &&
        other.id === item.id &&
        other.catalog === item.catalog &&
        other.quantity !== item.quantity,
    ),
  )
}
