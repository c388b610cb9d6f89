import * as z from 'zod/mini'
import type { AttributeKey } from './attribute.ts'
import { attributeKey } from './attribute.ts'
import type { Snapshot } from './snapshot.ts'
import { value, type Value } from './value.ts'
import {
  isEmptyValue,
  isIdenticalValue,
  isSameValue,
  joinValues,
  splitValue,
} from './value-kinds.ts'

const attribute = attributeKey

/**
 * A change of one attribute. `set`: the attribute shall have exactly this value; given the
 * displayed value, only the difference is applied. `add` and `remove` (for attributes with several
 * values) do not affect other values; a contact point without a kind removes those of any kind.
 * `replace`: replaces one value if it is present.
 */
export const change = z.union([
  z.strictObject({ attribute, set: value }),
  z.strictObject({ attribute, clear: z.literal(true) }),
  z.strictObject({ attribute, replace: z.strictObject({ from: value, to: value }) }),
  z
    .strictObject({ attribute, add: z.optional(value), remove: z.optional(value) })
    .check(
      z.refine(({ add, remove }) => add !== undefined || remove !== undefined, 'add or remove'),
    ),
])
export type Change = z.infer<typeof change>

/**
 * Brings phones into their international form, as far as it is certain when the contact is written.
 * `country`: the ISO code of the country of numbers without a country code; null: these stay.
 */
const normalisation = z.strictObject({
  attribute: z.literal('phones'),
  normalise: z.strictObject({ country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/))) }),
})

/** A change that may depend on the value that is there when it is made. */
export const requestedChange = z.union([change, normalisation])
export type RequestedChange = z.infer<typeof requestedChange>

/** The list with some items added and some removed; null if the result is empty. */
export function changeList(
  now: Value | null,
  { added, removed }: { added: Value[]; removed: Value[] },
): Value | null {
  const items = splitValue(now).filter((item) => !removed.some((named) => isSameValue(named, item)))
  for (const item of added) if (!items.some((other) => isSameValue(other, item))) items.push(item)
  return joinValues(items)
}

/** The value that results from applying a change to the current value. */
export function applyChange(wanted: Change, now: Value | null): Value | null {
  if ('set' in wanted) return isEmptyValue(wanted.set) ? null : wanted.set
  if ('clear' in wanted) return null
  if ('replace' in wanted) return replaceItem(now, wanted.replace.from, wanted.replace.to)
  return changeList(now, {
    added: splitValue(wanted.add ?? null),
    removed: splitValue(wanted.remove ?? null),
  })
}

/** The new value gets the kind of the value it replaces, and is not added a second time. */
function replaceItem(now: Value | null, from: Value, to: Value): Value | null {
  const items = splitValue(now)
  const index = items.findIndex((item) => isSameValue(from, item))
  const replaced = items[index]
  if (replaced === undefined || isSameValue(from, to)) return now
  const others = items.toSpliced(index, 1)
  if (others.some((item) => isSameValue(to, item))) return joinValues(others)
  return joinValues(others.toSpliced(index, 0, withKindOf(to, replaced)))
}

function withKindOf(item: Value, replaced: Value): Value {
  if (item.kind !== 'contactPoints' || replaced.kind !== 'contactPoints') return item
  const [before] = replaced.items
  return {
    ...item,
    items: item.items.map((point) =>
      point.kind === null && point.kindId === null && before
        ? { ...point, kind: before.kind, kindId: before.kindId }
        : point,
    ),
  }
}

/**
 * The changes between two snapshots: added and removed items of lists, the whole value of other
 * attributes.
 */
export function diff(before: Snapshot, after: Snapshot, isMany: (key: AttributeKey) => boolean) {
  const changes: Change[] = []
  for (const key of keysOf(after)) {
    const [was, is] = [before[key] ?? null, after[key] ?? null]
    if (isIdenticalValue(was, is)) continue
    changes.push(changeBetween(key, was, is, isMany(key)))
  }
  return changes
}

function changeBetween(
  key: AttributeKey,
  was: Value | null,
  is: Value | null,
  isMany: boolean,
): Change {
  if (is === null || isEmptyValue(is)) return { attribute: key, clear: true }
  if (!isMany) return { attribute: key, set: is }
  const [old, fresh] = [splitValue(was), splitValue(is)]
  const missingIn = (list: Value[], item: Value) => !list.some((other) => isSameValue(other, item))
  const add = joinValues(fresh.filter((item) => missingIn(old, item)))
  const remove = joinValues(old.filter((item) => missingIn(fresh, item)))
  if (!add && !remove) return { attribute: key, set: is } // another order
  return { attribute: key, ...(add && { add }), ...(remove && { remove }) }
}

/** The attributes that a snapshot includes. */
export const keysOf = (snapshot: Snapshot): AttributeKey[] =>
  Object.keys(snapshot).flatMap((key) => z.safeParse(attributeKey, key).data ?? [])
