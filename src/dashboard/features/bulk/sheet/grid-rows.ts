import * as z from 'zod/mini'
import { issueCode } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import type { ColumnKey } from './grid-columns.ts'

const cellRejection = z.object({
  /** Null if the issue does not refer to a column. */
  column: z.nullable(z.string()),
  /** Codes of 0.1.0 that no longer exist count as rejections by the source. */
  code: z.catch(issueCode, 'rejected'),
  message: z.string(),
})
export type CellRejection = z.infer<typeof cellRejection>

/** The outcome or progress of a row at the source. */
const rowStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sending') }),
  z.object({
    kind: z.literal('done'),
    id: z.int(),
    outcome: z.enum(['created', 'changed', 'unchanged']),
  }),
  /** Not written; the rejected cells have not been changed since. */
  z.object({ kind: z.literal('rejected'), reasons: z.array(cellRejection) }),
  z.object({
    kind: z.literal('conflict'),
    theirs: z.array(z.object({ column: z.string(), text: z.string() })),
  }),
  /** May have been written; never sent again automatically. */
  z.object({
    kind: z.literal('unknown'),
    resembles: z.nullable(z.int()),
    /** The job with which its outcome can be looked up again. */
    job: z.string(),
    line: z.int(),
  }),
  z.object({ kind: z.literal('cancelled') }),
])
export type RowStatus = z.infer<typeof rowStatus>

/** A row as stored: the text of its cells, including invalid text, as in a spreadsheet. */
export const storedRow = z.object({
  key: z.int(),
  cells: z.record(z.string(), z.string()),
  status: z.optional(rowStatus),
  /** Texts of cells that a person keeps although they look wrong, by column. */
  accepted: z.optional(z.record(z.string(), z.string())),
  /** Whether it is left out of what is sent. */
  isSkipped: z.optional(z.boolean()),
})

/** The values of the cells to be sent; null clears the attribute. */
export type CellValues = Partial<Record<ColumnKey, Value | null>>

/** An existing contact, as it was when the grid was opened. */
export type Seen = {
  id: number
  held: CellValues
  /** The values as texts of cells. */
  texts: Record<string, string>
  /** The values in the format of the contract. */
  snapshot: Snapshot
  /** Columns whose value cannot be edited as text. */
  readOnly: Set<ColumnKey>
}

export type GridRow = z.infer<typeof storedRow> & { seen?: Seen }

export const maxRows = 1000 // each cell is a DOM node: with more of them, browsers become slow

export const textAt = (row: GridRow, column: ColumnKey): string => row.cells[column] ?? ''

/** Whether the row contains nothing to send. */
export const isBlank = ({ cells, seen }: GridRow): boolean =>
  seen
    ? Object.entries(cells).every(([key, text]) => text === (seen.texts[key] ?? ''))
    : Object.values(cells).every((text) => text.trim() === '')

/** Whether its cells are read-only, because it was written or its outcome is unknown. */
export const isLocked = ({ status: now }: GridRow): boolean =>
  now?.kind === 'sending' || now?.kind === 'done' || now?.kind === 'unknown'

/** Whether a cell's text is accepted as it is, whatever is odd about it. */
export const isAccepted = (row: GridRow, column: ColumnKey): boolean =>
  row.accepted?.[column] !== undefined && row.accepted[column] === textAt(row, column)

/** Whether the row would be sent now. */
export const isWaiting = (row: GridRow): boolean =>
  !isBlank(row) && !isLocked(row) && row.isSkipped !== true

/** Where a row can be looked at: its contact, or the list searched by what was written. */
export type RowTarget = { id: number } | { search: string }

/** The contact of a row; for one that may have been created, where to look for it. */
export function targetOf(row: GridRow, canSearch: boolean): RowTarget | undefined {
  const { status, seen } = row
  if (status?.kind === 'done') return { id: status.id }
  if (seen) return { id: seen.id }
  if (status?.kind !== 'unknown') return undefined
  if (status.resembles !== null) return { id: status.resembles }
  const search = canSearch ? writtenText(row) : ''
  return search ? { search } : undefined
}

/** The text by which a written contact is found: its name, or its first phone or e-mail. */
function writtenText(row: GridRow): string {
  const textOf = (column: ColumnKey) => textAt(row, column).trim()
  const firstOf = (column: ColumnKey) => textOf(column).split(/[;\n]/, 1)[0]?.trim() ?? ''
  const parts = [textOf('firstName'), textOf('lastName')].filter(Boolean).join(' ')
  return textOf('name') || parts || firstOf('phones') || firstOf('emails')
}

/** The row with another text in one cell, without the source's issues for that cell. */
export function withText(row: GridRow, column: ColumnKey, text: string): GridRow {
  if (isLocked(row) || textAt(row, column) === text) return row
  const { status: old, ...rest } = row
  const cells = { ...row.cells, [column]: text }
  if (old?.kind !== 'rejected') return { ...rest, cells }
  const reasons = old.reasons.filter((reason) => reason.column !== column && reason.column !== null)
  return reasons.length > 0
    ? { ...rest, cells, status: { kind: 'rejected', reasons } }
    : { ...rest, cells }
}
