import type { ContactDetail } from '#contract/api/contacts.ts'
import { applyChange, type Change } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'

const textOf = (value: Value | null | undefined): string =>
  value?.kind === 'text' ? (value.values[0] ?? '').trim() : ''

/** The full name composed of first and last name; null if both are empty. */
export function nameOf({ firstName, lastName }: Snapshot): Value | null {
  const whole = [textOf(firstName), textOf(lastName)].filter(Boolean).join(' ')
  return whole === '' ? null : { kind: 'text', values: [whole] }
}

/**
 * The source composes the full name whenever first or last name is written. A different full name
 * in the same change would be overwritten, so it is an issue; an equal one is not sent. If both
 * parts are cleared, the source composes nothing, and the full name is written as requested.
 */
export function planName(
  changes: Change[],
  detail: Pick<ContactDetail, 'firstName' | 'lastName'>,
): { changes: Change[]; issues: Issue[] } {
  const of = (key: 'name' | 'firstName' | 'lastName') =>
    changes.find(({ attribute }) => attribute === key)
  const [name, first, last] = [of('name'), of('firstName'), of('lastName')]
  if (!name || (!first && !last)) return { changes, issues: [] }
  const part = (change: Change | undefined, held: string): Value | null => {
    const now: Value | null = held === '' ? null : { kind: 'text', values: [held] }
    return change ? applyChange(change, now) : now
  }
  const made = nameOf({
    firstName: part(first, detail.firstName),
    lastName: part(last, detail.lastName),
  })
  if (made === null) return { changes, issues: [] }
  const others = changes.filter(({ attribute }) => attribute !== 'name')
  if (textOf(applyChange(name, null)) === textOf(made)) return { changes: others, issues: [] }
  const message = `the source composes the name "${textOf(made)}" of first and last name`
  return {
    changes: others,
    issues: [{ attribute: 'name', code: 'name_of_parts', message }],
  }
}
