import * as z from 'zod/mini'
import { jobPatch } from '#contract/api/job-rows.ts'
import { contactDraft } from '#contract/api/writes.ts'
import { parseField, type ParseFault } from '#dashboard/fields/field-parsing.ts'
import { columnOfPath, type ColumnKey, type GridContext } from './grid-columns.ts'
import { toDraft } from './grid-drafting.ts'
import { toPatch } from './grid-patch.ts'
import { isBlank, isLocked, textAt, type GridRow, type Inputs } from './grid-rows.ts'

export type CellFault = { column: ColumnKey; code: ParseFault['code']; text?: string | undefined }
export type Checked = { inputs: Inputs; faults: CellFault[] }

const none: Checked = { inputs: {}, faults: [] }
const known = new WeakMap<GridContext, WeakMap<GridRow, Checked>>()

/** What a row says, and what is wrong with it; rows never change, so each is looked at once. */
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
  const faults: CellFault[] = []
  const tell = (column: ColumnKey, { code, text }: Omit<CellFault, 'column'>) =>
    faults.push({ column, code, ...(text !== undefined && { text }) })
  for (const { key, definition } of context.columns) {
    const text = textAt(row, key)
    // What was not touched is not sent, so that it cannot be wrong.
    if (row.seen && text === (row.seen.texts[key] ?? '')) continue
    const was = row.seen?.inputs[key]
    if (was?.kind === 'kept') {
      tell(key, { code: 'unreadable' })
      continue
    }
    const parsed = parseField(definition, text, was)
    inputs[key] = parsed.input
    for (const fault of parsed.faults) tell(key, fault)
  }
  const { writes, bots } = context.source.capabilities
  const isNamed = (['name', 'firstName', 'lastName'] as const).some((key) =>
    textAt(row, key).trim(),
  )
  if (writes?.requiresName && !isNamed && (!row.seen || inputs.name))
    tell('name', { code: 'required' })
  for (const key of ['phones', 'emails'] as const) {
    const input = inputs[key]
    const most = writes?.maxContactPoints ?? Infinity
    if (input?.kind === 'reaches' && input.items.length > most) tell(key, { code: 'tooMany' })
  }
  // Somebody can be made responsible; nobody cannot.
  if (row.seen && inputs.responsible && textAt(row, 'responsible').trim() === '')
    tell('responsible', { code: 'required' })
  if (bots.length > 0 && !row.seen)
    for (const fault of checkIdentity(row, context)) tell(fault.column, fault)
  if (faults.length === 0) faults.push(...checkContract(row, inputs, context))
  return { inputs, faults }
}

/** What a messenger knows people by has to be there. */
function checkIdentity(row: GridRow, { columns }: GridContext): CellFault[] {
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

/** What the contract itself would refuse. */
function checkContract({ seen }: GridRow, inputs: Inputs, context: GridContext): CellFault[] {
  const write = seen ? toPatch(seen, inputs, context) : toDraft(inputs, context)
  const issues = z.safeParse(seen ? jobPatch : contactDraft, write).error?.issues ?? []
  return issues.map(({ path, code }) => {
    const [first, second, ...rest] = path.map(String)
    const id = first === 'fields' ? write.fields?.[Number(second)]?.id : undefined
    const place = id === undefined ? [first, second, ...rest] : [first, id]
    const column = columnOfPath(place.filter((one) => one !== undefined).join('.'), context.columns)
    return { column: column ?? 'name', code: code === 'too_big' ? 'tooLong' : 'format' }
  })
}
