import * as z from 'zod/mini'
import { jobPatch } from '#contract/api/job-rows.ts'
import { contactDraft } from '#contract/api/writes.ts'
import { parseField, type ParseIssue } from '#dashboard/fields/field-parsing.ts'
import { columnOfPath, type ColumnKey, type GridContext } from './grid-columns.ts'
import { toDraft } from './grid-drafting.ts'
import { toPatch } from './grid-patch.ts'
import { isBlank, isLocked, textAt, type GridRow, type Inputs } from './grid-rows.ts'

export type CellIssue = { column: ColumnKey; code: ParseIssue['code']; text?: string | undefined }
export type Checked = { inputs: Inputs; issues: CellIssue[] }

const none: Checked = { inputs: {}, issues: [] }
const known = new WeakMap<GridContext, WeakMap<GridRow, Checked>>()

/** The parsed inputs and issues of a row; cached, because rows are immutable. */
export function checkRow(row: GridRow, context: GridContext): Checked {
  const rows = known.get(context) ?? new WeakMap<GridRow, Checked>()
  known.set(context, rows)
  const before = rows.get(row)
  if (before) return before
  const checked = isBlank(row) || isLocked(row) ? none : check(row, context)
  rows.set(row, checked)
  return checked
}

function check(row: GridRow, context: GridContext): Checked {
  const inputs: Inputs = {}
  const issues: CellIssue[] = []
  const addIssue = (column: ColumnKey, { code, text }: Omit<CellIssue, 'column'>) =>
    issues.push({ column, code, ...(text !== undefined && { text }) })
  for (const { key, definition } of context.columns) {
    const text = textAt(row, key)
    // Unchanged cells are not sent and need no check.
    if (row.seen && text === (row.seen.texts[key] ?? '')) continue
    const was = row.seen?.inputs[key]
    if (was?.kind === 'readonly') {
      addIssue(key, { code: 'unreadable' })
      continue
    }
    const parsed = parseField(definition, text, was)
    inputs[key] = parsed.input
    for (const issue of parsed.issues) addIssue(key, issue)
  }
  const { writes, bots } = context.source.capabilities
  const isNamed = (['name', 'firstName', 'lastName'] as const).some((key) =>
    textAt(row, key).trim(),
  )
  if (writes?.requiresName && !isNamed && (!row.seen || inputs.name))
    addIssue('name', { code: 'required' })
  for (const key of ['phones', 'emails'] as const) {
    const input = inputs[key]
    const max = writes?.maxContactPoints ?? Infinity
    if (input?.kind === 'contactPoints' && input.items.length > max)
      addIssue(key, { code: 'tooMany' })
  }
  // The responsible user can be set but not cleared.
  if (row.seen && inputs.responsible && textAt(row, 'responsible').trim() === '')
    addIssue('responsible', { code: 'required' })
  if (bots.length > 0 && !row.seen)
    for (const issue of checkIdentity(row, context)) addIssue(issue.column, issue)
  if (issues.length === 0) issues.push(...checkContract(row, inputs, context))
  return { inputs, issues }
}

/** The messenger's identifier is required. */
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
    .map((column) => ({ column, code: 'required' }))
}

/** Issues by which the contract would reject the row. */
function checkContract({ seen }: GridRow, inputs: Inputs, context: GridContext): CellIssue[] {
  const write = seen ? toPatch(seen, inputs, context) : toDraft(inputs, context)
  const zodIssues = z.safeParse(seen ? jobPatch : contactDraft, write).error?.issues ?? []
  return zodIssues.map(({ path, code }) => {
    const [first, second, ...rest] = path.map(String)
    const id = first === 'fields' ? write.fields?.[Number(second)]?.id : undefined
    const named = id === undefined ? [first, second, ...rest] : [first, id]
    const column = columnOfPath(
      named.filter((part) => part !== undefined).join('.'),
      context.columns,
    )
    return { column: column ?? 'name', code: code === 'too_big' ? 'tooLong' : 'format' }
  })
}
