import * as z from 'zod/mini'
import { issueCode } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Value } from '#contract/model/value.ts'
import type { ColumnKey } from './grid-columns.ts'

const cellRejection = z.object({
  /** Null where no column is meant. */
  column: z.nullable(z.string()),
  /** Codes of 0.1.0 that are no more are the source's own reasons. */
  code: z.catch(issueCode, 'rejected'),
  message: z.string(),
})
export type CellRejection = z.infer<typeof cellRejection>

/** What became of a row at the source, or is becoming. */
const rowStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sending') }),
  z.object({
    kind: z.literal('done'),
    id: z.int(),
    outcome: z.enum(['created', 'changed', 'unchanged']),
  }),
  /** Not written; what stands here has not been mended since. */
  z.object({ kind: z.literal('rejected'), reasons: z.array(cellRejection) }),
  z.object({
    kind: z.literal('conflict'),
    theirs: z.array(z.object({ column: z.string(), text: z.string() })),
  }),
  /** It may stand at the source: never sent again by itself. */
  z.object({
    kind: z.literal('unknown'),
    resembles: z.nullable(z.int()),
    /** Where to have it looked for again. */
    job: z.string(),
    line: z.int(),
  }),
  z.object({ kind: z.literal('cancelled') }),
])
export type RowStatus = z.infer<typeof rowStatus>

/** A row as it is kept: what its cells say, as text like in a spreadsheet, wrong text too. */
export const storedRow = z.object({
  key: z.int(),
  cells: z.record(z.string(), z.string()),
  status: z.optional(rowStatus),
})

/** What cells mean, of those that say something to be sent; null empties the attribute. */
export type CellValues = Partial<Record<ColumnKey, Value | null>>

/** A contact that is there already, as it was when the grid was opened. */
export type Seen = {
  id: number
  held: CellValues
  /** The same as texts of cells. */
  texts: Record<string, string>
  /** The same as the contract tells it. */
  snapshot: Snapshot
  /** Columns whose value no text can say. */
  readOnly: Set<ColumnKey>
}

export type GridRow = z.infer<typeof storedRow> & { seen?: Seen }

export const maxRows = 1000 // a cell is a node: more of them and a browser has to think

export const textAt = (row: GridRow, column: ColumnKey): string => row.cells[column] ?? ''

/** Whether there is nothing to send of it. */
export const isBlank = ({ cells, seen }: GridRow): boolean =>
  seen
    ? Object.entries(cells).every(([key, text]) => text === (seen.texts[key] ?? ''))
    : Object.values(cells).every((text) => text.trim() === '')

/** Whether its cells stand still: it is written, or nobody knows whether it is. */
export const isLocked = ({ status: now }: GridRow): boolean =>
  now?.kind === 'sending' || now?.kind === 'done' || now?.kind === 'unknown'

/** The row with other text in one cell; what the source said of that cell is said no more. */
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
