import type { ValueCheck } from '#contract/model/value-check.ts'
import type { ColumnKey, GridContext } from './grid-columns.ts'
import { repeatedCells } from './grid-duplicates.ts'
import { isAccepted, type GridRow } from './grid-rows.ts'
import { checkRow } from './grid-validation.ts'
import { knownAt, type KnownContact, type KnownContacts } from './known-contacts.ts'

/** What is doubtful about a cell: its text, a row above that has the same, or a contact that has it. */
export type Doubt =
  | { kind: 'check'; check: ValueCheck & { severity: 'warning' } }
  | { kind: 'repeated'; other: number }
  | { kind: 'known'; contacts: readonly KnownContact[] }

/** A doubtful cell, by the index of its row. */
export type DoubtfulCell = { row: number; column: ColumnKey; doubts: Doubt[] }

/** All cells that somebody should look at before they are sent, row by row. */
export function doubtfulCells(
  rows: readonly GridRow[],
  context: GridContext,
  known: KnownContacts,
): DoubtfulCell[] {
  const repeated = repeatedCells(rows)
  return rows.flatMap((row, index) => {
    const doubts = new Map<ColumnKey, Doubt[]>()
    const add = (column: ColumnKey, doubt: Doubt) =>
      doubts.set(column, [...(doubts.get(column) ?? []), doubt])
    for (const { column, check } of checkRow(row, context).checks)
      if (check.severity === 'warning') add(column, { kind: 'check', check })
    for (const { row: at, column, other } of repeated)
      if (at === index) add(column, { kind: 'repeated', other })
    for (const column of ['phones', 'emails'] as const) {
      const contacts = isAccepted(row, column) ? [] : knownAt(row, column, known)
      if (contacts.length > 0) add(column, { kind: 'known', contacts })
    }
    return context.columns.flatMap(({ key }) => {
      const own = doubts.get(key)
      return own ? [{ row: index, column: key, doubts: own }] : []
    })
  })
}
