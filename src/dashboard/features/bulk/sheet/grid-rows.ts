import * as z from 'zod/mini'
import type { ContactSnapshot } from '#contract/api/job-rows.ts'
import type { FieldInput } from '#dashboard/fields/field-draft.ts'
import type { ColumnKey } from './grid-columns.ts'

const cellRejection = z.object({
  /** Null where no column is meant. */
  column: z.nullable(z.string()),
  code: z.string(),
  message: z.string(),
})
export type CellRejection = z.infer<typeof cellRejection>

/** The status of a row at the source. */
const rowStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sending') }),
  z.object({
    kind: z.literal('done'),
    id: z.int(),
    outcome: z.enum(['created', 'changed', 'unchanged']),
  }),
  /** Not written, and not corrected since. */
  z.object({ kind: z.literal('rejected'), reasons: z.array(cellRejection) }),
  z.object({
    kind: z.literal('conflict'),
    theirs: z.array(z.object({ column: z.string(), text: z.string() })),
  }),
  /** It may exist at the source: never resent automatically. */
  z.object({
    kind: z.literal('unknown'),
    resembles: z.nullable(z.int()),
    /** The job and line by which it can be checked again. */
    job: z.string(),
    line: z.int(),
  }),
  z.object({ kind: z.literal('cancelled') }),
])
export type RowStatus = z.infer<typeof rowStatus>

/** A row as it is stored: the text of its cells, valid or not. */
export const storedRow = z.object({
  key: z.int(),
  cells: z.record(z.string(), z.string()),
  status: z.optional(rowStatus),
})

/** Parsed inputs of the cells that would be sent. */
export type Inputs = Partial<Record<ColumnKey, FieldInput>>

/** An existing contact as it was when the grid was opened. */
export type Seen = {
  id: number
  inputs: Inputs
  texts: Record<string, string>
  /** The same as a snapshot of the contract. */
  image: ContactSnapshot
}

export type GridRow = z.infer<typeof storedRow> & { seen?: Seen }

export const maxRows = 1000 // each cell is a DOM node: more get slow

export const textAt = (row: GridRow, column: ColumnKey): string => row.cells[column] ?? ''

/** Whether there is nothing to send. */
export const isBlank = ({ cells, seen }: GridRow): boolean =>
  seen
    ? Object.entries(cells).every(([key, text]) => text === (seen.texts[key] ?? ''))
    : Object.values(cells).every((text) => text.trim() === '')

/** Whether it cannot be edited: it is written, being written, or its outcome is unknown. */
export const isLocked = ({ status: now }: GridRow): boolean =>
  now?.kind === 'sending' || now?.kind === 'done' || now?.kind === 'unknown'

/** The row with another text in one cell, without the source's reasons about that cell. */
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
