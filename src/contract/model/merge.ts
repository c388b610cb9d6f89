import { applyChange, changeList, type Change } from './change.ts'
import { isSameSet } from './same-set.ts'
import type { Value } from './value.ts'
import { isSameValue, splitValue } from './value-kinds.ts'

/** How an attribute fares when others may have changed it since whoever changes it saw `before`. */
export type Merged =
  | { is: 'unchanged' }
  /** `others`: somebody changed it meanwhile, and that is kept beside ours. */
  | { is: 'changed'; value: Value | null; others: boolean }
  /** Both changed the same thing, and not to the same. */
  | { is: 'conflict' }

/** `before` is undefined where nobody says what they saw: then nothing can conflict. */
type Versions = { before?: Value | null | undefined; now: Value | null }

/** The three-way merge of one attribute: what was seen, what is there now, what is asked for. */
export function mergeChange(wanted: Change, versions: Versions, isMany: boolean): Merged {
  const { now, before } = versions
  const asked = applyChange(wanted, now)
  if (isSameValue(asked, now)) return { is: 'unchanged' }
  if (before === undefined || isSameValue(before, now))
    return { is: 'changed', value: asked, others: false }
  if (!isMany) return { is: 'conflict' }
  // What comes and goes by itself never collides with others' items.
  if (!('set' in wanted || 'clear' in wanted)) return { is: 'changed', value: asked, others: true }
  return mergeList('set' in wanted ? wanted.set : null, before, now)
}

/**
 * A list without an order: what each of both added stays, what either took away is gone. They collide
 * where both took away the same item and put something else in its place.
 */
function mergeList(mine: Value | null, before: Value | null, now: Value | null): Merged {
  const without = (list: Value[], others: Value[]) =>
    list.filter((item) => !others.some((other) => isSameValue(item, other)))
  const [wanted, seen, theirs] = [splitValue(mine), splitValue(before), splitValue(now)]
  const [added, removed] = [without(wanted, seen), without(seen, wanted)]
  const [theirAdded, theirRemoved] = [without(theirs, seen), without(seen, theirs)]
  const isContested = removed.some((item) => theirRemoved.some((other) => isSameValue(item, other)))
  const areReplaced = added.length > 0 && theirAdded.length > 0
  if (isContested && areReplaced && !isSameSet(added, theirAdded, isSameValue))
    return { is: 'conflict' }
  const value = changeList(now, { added, removed })
  return isSameValue(value, now) ? { is: 'unchanged' } : { is: 'changed', value, others: true }
}
