import type { IssueCode } from '#contract/model/issue.ts'
import { draftIssues, draftOfText } from '#dashboard/fields/attribute-draft.ts'
import type { ColumnKey, GridColumn, GridContext } from './grid-columns.ts'
import { isBlank, isLocked, textAt, type CellValues, type GridRow } from './grid-rows.ts'

/** `text` is the part of the cell to which the issue refers. */
export type CellIssue = {
  column: ColumnKey
  code: IssueCode
  message: string
  text?: string | undefined
}
/** `values` contains the cells to be sent. */
export type Checked = { values: CellValues; issues: CellIssue[] }

const none: Checked = { values: {}, issues: [] }
const known = new WeakMap<GridContext, WeakMap<GridRow, Checked>>()

/** The values and issues of a row; cached, because row objects never change. */
export function checkRow(row: GridRow, context: GridContext): Checked {
  const rows = known.get(context) ?? new WeakMap<GridRow, Checked>()
  known.set(context, rows)
  const before = rows.get(row)
  if (before) return before
  const checked = isBlank(row) || isLocked(row) ? none : check(row, context)
  rows.set(row, checked)
  return checked
}

const issue = (column: ColumnKey, code: IssueCode): CellIssue => ({ column, code, message: code })

function check(row: GridRow, context: GridContext): Checked {
  const values: CellValues = {}
  const issues: CellIssue[] = []
  for (const column of context.columns) {
    const text = textAt(row, column.key)
    // Unchanged cells are not sent, so they are not validated.
    if (row.seen && text === (row.seen.texts[column.key] ?? '')) continue
    const read = readCell(row, column, text, context)
    values[column.key] = read.value
    issues.push(...read.issues)
  }
  const { writes, bots } = context.source.capabilities
  const isNamed = (['name', 'firstName', 'lastName'] as const).some((key) =>
    textAt(row, key).trim(),
  )
  if (writes?.requiresName && !isNamed && (!row.seen || 'name' in values))
    issues.push(issue('name', 'required'))
  for (const key of ['phones', 'emails'] as const) {
    const value = values[key]
    const max = writes?.maxContactPoints ?? Infinity
    if (value?.kind === 'contactPoints' && value.items.length > max)
      issues.push(issue(key, 'too_many_values'))
  }
  // The responsible user can be replaced but not removed.
  if (row.seen && 'responsible' in values && textAt(row, 'responsible').trim() === '')
    issues.push(issue('responsible', 'required'))
  if (bots.length > 0 && !row.seen) issues.push(...checkIdentity(row, context))
  return { values, issues }
}

function readCell(
  row: GridRow,
  { key, attribute }: GridColumn,
  text: string,
  context: GridContext,
) {
  // A value that cannot be edited as text is not changed.
  if (row.seen?.readOnly.has(key)) return { value: null, issues: [issue(key, 'read_only')] }
  const held = row.seen?.held[key] ?? null
  const draft = draftOfText(text, attribute, held, context.typing)
  const issues = draftIssues(draft, attribute).map(({ code, message, text: piece }): CellIssue => ({
    column: key,
    code,
    message,
    ...(piece !== undefined && { text: piece }),
  }))
  return { value: draft.value, issues }
}

/** Issues if the values by which a messenger identifies a contact are missing. */
function checkIdentity(row: GridRow, { columns }: GridContext): CellIssue[] {
  const isEmpty = (key: ColumnKey) => textAt(row, key).trim() === ''
  const messenger = textAt(row, 'identity.messenger').trim().toLowerCase()
  const wanted: ColumnKey[] = [
    'identity.bot',
    'identity.messenger',
    messenger === 'whatsapp' ? 'phones' : 'identity.id',
  ]
  return wanted
    .filter((key) => isEmpty(key) && columns.some((column) => column.key === key))
    .map((column) => issue(column, 'required'))
}
