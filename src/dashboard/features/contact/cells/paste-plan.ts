import { contactValue } from '#contract/api/contact-values.ts'
import type { ContactEdit } from '#contract/api/writes.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import type { ValueIssue } from '#contract/model/issue.ts'
import type { ValueCheck } from '#contract/model/value-check.ts'
import type { Value } from '#contract/model/value.ts'
import { isIdenticalValue } from '#contract/model/value-kinds.ts'
import { toContactEdit } from '#dashboard/features/contact/form/contact-form-changes.ts'
import {
  toFormValues,
  type EditedContact,
  type FormContext,
} from '#dashboard/features/contact/form/contact-form-values.ts'
import { combined } from './edit-group.ts'
import type { ValueWork } from '#dashboard/features/contact/value-edits.ts'
import { draftIssues, draftOf, draftOfText } from '#dashboard/fields/attribute-draft.ts'
import { draftWarnings } from '#dashboard/fields/draft-checks.ts'

/** A cell that something is pasted into; `attribute`: if its value can be edited. */
export type PasteTarget = {
  contact: EditedContact
  column: string
  attribute: Attribute | undefined
}

/** What pasting does to a cell: `value`: null clears it; cells that keep their value have no entry. */
export type PastedValue = {
  contact: EditedContact
  attribute: Attribute
  before: Value | null
  value: Value | null
  /** What looks wrong with it: it is written only if somebody says so. */
  warnings: ValueCheck[]
}

/** A cell that nothing can be pasted into, and why. */
export type PasteProblem = {
  contact: EditedContact
  column: string
  text: string
  issues: ValueIssue[]
}

export type PastePlan = {
  values: PastedValue[]
  problems: PasteProblem[]
  /** Rows and columns of the block that the list has no room for. */
  beyond: { rows: number; columns: number }
}

/**
 * What a block of texts does to the cells that begin at its first one. Nothing is pasted half without
 * saying so: what cannot be read, or finds no cell, is in the plan. A blank text clears its cell.
 */
export function planPaste(
  targets: readonly (readonly PasteTarget[])[],
  lines: readonly (readonly string[])[],
  { typing }: Pick<FormContext, 'typing'>,
): PastePlan {
  const width = Math.max(0, ...lines.map((line) => line.length))
  const plan: PastePlan = {
    values: [],
    problems: [],
    beyond: {
      rows: Math.max(0, lines.length - targets.length),
      columns: Math.max(0, width - Math.min(...targets.map((row) => row.length))),
    },
  }
  for (const [index, row] of targets.entries())
    for (const [column, target] of row.entries()) {
      const text = lines[index]?.[column]
      if (text === undefined) continue
      const { contact, attribute } = target
      const about = { contact, column: target.column, text }
      if (!attribute) {
        plan.problems.push({ ...about, issues: [readOnly] })
        continue
      }
      const before = contactValue(contact, attribute.key) ?? null
      const draft = draftOfText(text, attribute, before, typing)
      const issues = draftIssues(draft, attribute)
      if (issues.length > 0) plan.problems.push({ ...about, issues })
      else if (!isIdenticalValue(draft.value, before))
        plan.values.push({
          contact,
          attribute,
          before,
          value: draft.value,
          warnings: draftWarnings(draft, attribute, before, typing),
        })
    }
  return plan
}

const readOnly: ValueIssue = { code: 'read_only', message: 'The value cannot be edited.' }

/** A value as an edit of its contact, whose other values stay as they were seen. */
export function toWork(
  { contact, attribute, before, value }: Omit<PastedValue, 'warnings'>,
  context: FormContext,
): ValueWork {
  const seen = toFormValues(contact, context)
  const base = { ...seen, drafts: { ...seen.drafts, [attribute.key]: draftOf(before) } }
  const values = { ...base, drafts: { ...base.drafts, [attribute.key]: draftOf(value) } }
  return { attribute, values, base }
}

/** The edits of a plan, one of each contact. */
export function editsOf(values: readonly PastedValue[], context: FormContext): ContactEdit[] {
  const works = Map.groupBy(values, ({ contact }) => contact.id)
  return [...works].map(([id, own]) => {
    const { values: after, base } = combined(own.map((item) => toWork(item, context)))
    return toContactEdit(id, after, base, context)
  })
}
