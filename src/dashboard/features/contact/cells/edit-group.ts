import type { AttributeKey } from '#contract/model/attribute.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { ContactEdit } from '#contract/api/writes.ts'
import { draftName } from '#dashboard/features/contact/form/contact-form-keys.ts'
import type { Outcome } from '#dashboard/features/contact/form/contact-form-saving.ts'
import type { ValueFailure, ValueWork } from '#dashboard/features/contact/value-edits.ts'

/** Edits of one contact that are sent together, by attribute. */
export type EditGroup = ReadonlyMap<AttributeKey, ValueWork>

/** Adds an edit; one of a value that was edited before is based on what was seen first. */
export function withEdit(group: EditGroup, work: ValueWork): EditGroup {
  const before = group.get(work.attribute.key)
  const next = new Map(group)
  return next.set(work.attribute.key, before ? { ...work, base: before.base } : work)
}

/** The values of all edits, and what they are based on. */
export function combined(works: readonly ValueWork[]): Pick<ValueWork, 'values' | 'base'> {
  const [first] = works
  if (!first) throw new Error('There is no edit')
  const draftsOf = (part: 'values' | 'base') =>
    works.flatMap(({ attribute: { key }, [part]: { drafts } }) => {
      const draft = drafts[key]
      return draft ? [[key, draft] as const] : []
    })
  const base = {
    ...first.base,
    drafts: { ...first.base.drafts, ...Object.fromEntries(draftsOf('base')) },
  }
  const values = { ...base, drafts: { ...base.drafts, ...Object.fromEntries(draftsOf('values')) } }
  return { values, base }
}

export type GroupResult = {
  /** Why values were not saved; those that are not in it were. */
  failures: Map<AttributeKey, ValueFailure>
  /** The edits that undo what was saved, the last one first. */
  undo: ContactEdit[]
  /** Whether changes that others made meanwhile were merged with the edits. */
  isMerged: boolean
}

/**
 * Sends edits of a contact as one. Nothing of a contact is written if one of its values is rejected or
 * was changed by others: those are reported, and the rest is sent again without them.
 */
export async function sendGroup(
  works: readonly ValueWork[],
  send: (work: Pick<ValueWork, 'values' | 'base'>) => Promise<Outcome>,
): Promise<GroupResult> {
  const result: GroupResult = { failures: new Map(), undo: [], isMerged: false }
  let open = works
  while (open.length > 0) {
    const outcome = await send(combined(open))
    const failures = failuresOf(outcome, open)
    for (const [key, failure] of failures) result.failures.set(key, failure)
    if (outcome.kind === 'saved') {
      result.isMerged = outcome.merged.length > 0
      if (outcome.undo) result.undo.unshift(outcome.undo)
      return result
    }
    open = open.filter(({ attribute }) => !failures.has(attribute.key))
  }
  return result
}

/** Why values were not saved: at least one of them, unless all were saved. */
function failuresOf(
  outcome: Outcome,
  works: readonly ValueWork[],
): Map<AttributeKey, ValueFailure> {
  const keys = works.map(({ attribute }) => attribute.key)
  const all = (failure: ValueFailure) => new Map(keys.map((key) => [key, failure]))
  switch (outcome.kind) {
    case 'saved':
      return new Map(
        keys.flatMap((key) => {
          const rest = outcome.notSaved.filter((issue) => isAbout(issue, key))
          return rest.length > 0 ? [[key, { kind: 'rejected', issues: [], rest }]] : []
        }),
      )
    case 'conflict': {
      const found = new Map(
        outcome.conflicts
          .filter(({ attribute }) => keys.includes(attribute))
          .map((item) => [item.attribute, { kind: 'conflict', item, by: outcome.by } as const]),
      )
      return found.size > 0 ? found : all({ kind: 'overtaken' })
    }
    case 'rejected': {
      const own = new Map<AttributeKey, ValueFailure>()
      for (const key of keys) {
        const issues = outcome.issues.filter(({ name }) => name === draftName(key))
        if (issues.length > 0) own.set(key, { kind: 'rejected', issues, rest: [] })
      }
      return own.size > 0
        ? own
        : all({ kind: 'rejected', issues: outcome.issues, rest: outcome.rest })
    }
    case 'unknown':
      return all({ kind: 'unknown' })
    case 'gone':
    case 'overtaken':
      return all({ kind: outcome.kind })
  }
}

/** An issue that names no attribute concerns each of them. */
const isAbout = ({ attribute }: Issue, key: AttributeKey): boolean =>
  attribute === null || attribute === key
