import type { IssueCode } from '#contract/model/issue.ts'
import { checksOf, typedPoints, type ValueCheck } from '#contract/model/value-check.ts'
import type { Value } from '#contract/model/value.ts'
import { checkContext } from '#dashboard/fields/draft-checks.ts'
import { draftIssues, draftOfText } from '#dashboard/fields/attribute-draft.ts'
import type { ColumnKey, GridColumn, GridContext } from './grid-columns.ts'
import { isAccepted, isWaiting, textAt, type CellValues, type GridRow } from './grid-rows.ts'

/** `text` is the part of the cell to which the issue refers. */
export type CellIssue = {
  column: ColumnKey
  code: IssueCode
  message: string
  text?: string | undefined
}
export type CellCheck = { column: ColumnKey; check: ValueCheck }
/**
 * `values` contains the cells to be sent; `checks` what is asked about them, with what they may have
 * been.
 */
export type Checked = { values: CellValues; issues: CellIssue[]; checks: CellCheck[] }

const none: Checked = { values: {}, issues: [], checks: [] }
const known = new WeakMap<GridContext, WeakMap<GridRow, Checked>>()

/** The values and issues of a row; cached, because row objects never change. */
export function checkRow(row: GridRow, context: GridContext): Checked {
  const rows = known.get(context) ?? new WeakMap<GridRow, Checked>()
  known.set(context, rows)
  const before = rows.get(row)
  if (before) return before
  const checked = isWaiting(row) ? check(row, context) : none
  rows.set(row, checked)
  return checked
}

/** How many values of rows that are sent look wrong and were kept by a person. */
export const acceptedValues = (rows: readonly GridRow[], context: GridContext): number =>
  rows.reduce((sum, { accepted, status: _status, ...row }) => {
    if (!accepted) return sum
    const whole = { ...row, accepted }
    const { checks } = checkRow(row, context)
    return (
      sum +
      checks.filter(
        ({ column, check }) => check.severity === 'warning' && isAccepted(whole, column),
      ).length
    )
  }, 0)

const issue = (column: ColumnKey, code: IssueCode): CellIssue => ({ column, code, message: code })

function check(row: GridRow, context: GridContext): Checked {
  const values: CellValues = {}
  const issues: CellIssue[] = []
  const checks: CellCheck[] = []
  for (const column of context.columns) {
    const text = textAt(row, column.key)
    // Unchanged cells are not sent, so they are not validated.
    if (row.seen && text === (row.seen.texts[column.key] ?? '')) continue
    const read = readCell(row, column, text, context)
    values[column.key] = read.value
    issues.push(...read.issues)
    checks.push(...read.checks)
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
  return { values, issues, checks }
}

function readCell(
  row: GridRow,
  { key, attribute }: GridColumn,
  text: string,
  context: GridContext,
) {
  // A value that cannot be edited as text is not changed.
  if (row.seen?.readOnly.has(key))
    return { value: null, issues: [issue(key, 'read_only')], checks: [] }
  const held = row.seen?.held[key] ?? null
  const draft = draftOfText(text, attribute, held, context.typing)
  const issues = draftIssues(draft, attribute).map(({ code, message, text: piece }): CellIssue => ({
    column: key,
    code,
    message,
    ...(piece !== undefined && { text: piece }),
  }))
  const known = held?.kind === 'contactPoints' ? held.items.map((item) => item.value) : []
  const isAsItIs = isAccepted(row, key)
  const asked = checksOf({ ...draft, known }, checkContext(attribute, context.typing)).filter(
    (found) => !(isAsItIs && found.severity === 'warning') && !known.includes(found.text),
  )
  const checks = asked.map((found): CellCheck => ({ column: key, check: found }))
  return { value: isAsItIs ? asTyped(draft.value, text) : draft.value, issues, checks }
}

/** Phones and e-mails that are accepted are sent as they stand in the cell. */
function asTyped(value: Value | null, text: string): Value | null {
  if (value?.kind !== 'contactPoints') return value
  const typed = typedPoints(text)
  if (typed.length !== value.items.length) return value
  const items = value.items.map((item, index) => ({ ...item, value: typed[index] ?? item.value }))
  return { ...value, items }
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
