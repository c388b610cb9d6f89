/** A cell of the list, by contact and column. */
export type Cell = { id: number; column: string }

const bodyOf = () => document.querySelector('.contacts-table > tbody')

/** The cells of a row that have a value, in order. */
const cellsOf = (row: Element): HTMLElement[] => [
  ...row.querySelectorAll<HTMLElement>(
    ':scope > [data-column]:not([data-column="select"], [data-column="actions"])',
  ),
]

const idOf = (row: Element | null): number => Number(row?.getAttribute('data-id'))

/** The cell of an element in the list. */
export function cellAt(target: EventTarget | Element | null): Cell | undefined {
  if (!(target instanceof Element)) return undefined
  const element = target.closest('.contacts-table > tbody > tr > [data-column]')
  const id = idOf(element?.parentElement ?? null)
  const column = element?.getAttribute('data-column')
  if (!id || !column || column === 'select' || column === 'actions') return undefined
  return { id, column }
}

/** The element of a cell, while it is on the page. */
export const elementOf = ({ id, column }: Cell): HTMLElement | null =>
  bodyOf()?.querySelector<HTMLElement>(
    `:scope > [data-id="${id}"] > [data-column="${CSS.escape(column)}"]`,
  ) ?? null

/** The cell that many rows and columns further; the last one in that direction if there are fewer. */
export function cellFrom(from: Cell, rows: number, columns: number): Cell {
  const row = elementOf(from)?.parentElement
  const all = [...(bodyOf()?.children ?? [])]
  const index = row ? all.indexOf(row) : -1
  const to = all[clamp(index + rows, all.length)]
  if (!row || !to) return from
  const names = cellsOf(to).map((cell) => cell.dataset['column'] ?? '')
  const column = names[clamp(names.indexOf(from.column) + columns, names.length)]
  return column === undefined ? from : { id: idOf(to), column }
}

/** The next or previous cell in reading order; undefined at the end. */
export function cellBeside(from: Cell, by: 1 | -1): Cell | undefined {
  const beside = cellFrom(from, 0, by)
  if (beside.column !== from.column) return beside
  const other = cellFrom(from, by, 0)
  if (other.id === from.id) return undefined
  return cellFrom(other, 0, by === 1 ? -Infinity : Infinity)
}

const clamp = (index: number, length: number) => Math.max(0, Math.min(length - 1, index))

/** The cells between two corners, row by row. */
export function blockOf(from: Cell, to: Cell): Cell[][] {
  const rows = [...(bodyOf()?.children ?? [])]
  const rowOf = (cell: Cell) => rows.findIndex((row) => idOf(row) === cell.id)
  const [first, last] = ordered(rowOf(from), rowOf(to))
  if (first === -1) return []
  return rows.slice(first, last + 1).map((row) => {
    const names = cellsOf(row).map((cell) => cell.dataset['column'] ?? '')
    const [left, right] = ordered(names.indexOf(from.column), names.indexOf(to.column))
    return names.slice(left, right + 1).map((column) => ({ id: idOf(row), column }))
  })
}

/** So many rows and columns of cells from one on, as far as the list has them. */
export const shapeFrom = (from: Cell, rows: number, columns: number): Cell[][] =>
  blockOf(from, cellFrom(from, rows - 1, columns - 1))

const ordered = (a: number, b: number): [number, number] => [Math.min(a, b), Math.max(a, b)]

/**
 * Shows the cursor, and the block between it and its anchor. On the elements themselves, because
 * rendering rows for each arrow key would be noticeable.
 */
export function showCursor(cursor: Cell | undefined, anchor: Cell | undefined): void {
  for (const element of document.querySelectorAll('[data-cursor], [data-block]')) {
    element.removeAttribute('data-cursor')
    element.removeAttribute('data-block')
  }
  showGrid(cursor !== undefined)
  if (!cursor) return
  elementOf(cursor)?.setAttribute('data-cursor', '')
  if (!anchor || isSame(cursor, anchor)) return
  for (const cell of blockOf(anchor, cursor).flat()) elementOf(cell)?.setAttribute('data-block', '')
}

/** Readers of screens pass on the keys of a grid, and read a table with keys of their own. */
function showGrid(isGrid: boolean): void {
  const table = bodyOf()?.parentElement
  const [role, cell] = isGrid ? ['grid', 'gridcell'] : ['table', 'cell']
  table?.setAttribute('role', role)
  for (const element of table?.querySelectorAll('tbody td') ?? [])
    if (element.role !== cell) element.setAttribute('role', cell)
}

/** Moves the focus to a cell, which no tab stop leads to. */
export function focusCell(cell: Cell): void {
  const element = elementOf(cell)
  if (!element) return
  element.tabIndex = -1
  element.focus({ preventScroll: true })
  element.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
}

export const isSame = (a: Cell, b: Cell): boolean => a.id === b.id && a.column === b.column
