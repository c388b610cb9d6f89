import * as z from 'zod/mini'
import type { RowResult } from '#contract/api/row-results.ts'
import { invalidWith, rejectedWith, staleIssue } from './change-plan.ts'
import type { ContactVariable } from '#proxy/sources/source.ts'
import { readImage, variableImage, type VariableImage } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'

/** A variable to write; null deletes it. */
export type VariableWrite = { row: RunRow; base: VariableImage; after: VariableImage }

const variableInput = z.object({ variable: variableImage })

/** The stored input of a row that sets a variable to this value. */
export const inputOfVariable = (image: VariableImage): string => JSON.stringify({ variable: image })

const imageOf = (text: string | null | undefined): VariableImage | undefined => {
  const image = readImage(text)
  return image && 'variable' in image ? image.variable : undefined
}

/** Whether a row of a request or of its undo concerns a variable. */
export const isAboutVariable = (row: RunRow | undefined): boolean =>
  row !== undefined && variableIntentOf(row) !== undefined

/** The intended value of the variable; with `from`, only if it still has that value. */
function variableIntentOf({
  input,
  undone,
}: RunRow): { to: VariableImage; from?: VariableImage } | undefined {
  if (undone) {
    const [to, from] = [imageOf(undone.base), imageOf(undone.after)]
    return to && from && { to, from }
  }
  const read = input === null ? undefined : variableInput.safeParse(JSON.parse(input))
  return read?.success ? { to: read.data.variable } : undefined
}

/**
 * Plans a row given the current variables of its contact: a result that requires no request, or a
 * write.
 */
export function planVariableRow(
  row: RunRow,
  variables: readonly ContactVariable[],
): { update: RowUpdate } | { write: VariableWrite } {
  const intent = variableIntentOf(row)
  if (!intent) throw new Error(`Line ${row.line} of job ${row.job_id} does not concern a variable`)
  const { to, from } = intent
  const id = row.contact_id ?? 0
  const held = variables.find(({ name }) => name === to.name)
  const now: VariableImage = held ?? { name: to.name, value: null, isDeletable: true }
  if (isSameVariable(now, to)) {
    // The write that got no response has taken effect.
    const result: RowResult =
      row.after === null ? { outcome: 'unchanged', id } : changedVariable(id)
    return { update: { row, result } }
  }
  if (from && !isSameVariable(now, from))
    return { update: { row, result: rejectedWith(staleIssue) } }
  if (to.value === null && !now.isDeletable) {
    const message = 'the source does not allow deleting this variable'
    return {
      update: { row, result: invalidWith({ attribute: 'variable', code: 'read_only', message }) },
    }
  }
  // For a row that was sent before, the first image has the value before the job.
  return { write: { row, base: imageOf(row.base) ?? now, after: to } }
}

const isSameVariable = (a: VariableImage, b: VariableImage): boolean =>
  a.value === b.value && (a.value === null || a.isDeletable === b.isDeletable)

export const changedVariable = (id: number): RowResult => ({
  outcome: 'changed',
  id,
  attributes: ['variable'],
  merged: [],
  notSaved: [],
  updatedAt: null,
})
