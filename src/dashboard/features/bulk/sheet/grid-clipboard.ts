import type { ColumnKey, GridColumn } from './grid-columns.ts'

/** Rows of cells from what a spreadsheet copies: tabs between cells, quotes around line breaks. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]]
  const pattern = /(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)/gy
  const said = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; ;) {
    pattern.lastIndex = at
    const [whole = '', quoted, plain = ''] = pattern.exec(said) ?? []
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    at += whole.length
    if (at >= said.length) return rows
    if (said[at] === '\n') rows.push([])
    at += 1
  }
}

export const printCells = (rows: string[][]): string =>
  rows
    .map((cells) =>
      cells
        .map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join('\t'),
    )
    .join('\n')

/** Columns that the first line of a paste names, in its order; null for names that are none. */
export function headingsOf(
  line: string[],
  columns: GridColumn[],
): (ColumnKey | null)[] | undefined {
  const found = line.map((cell) => {
    const name = cell.trim().toLowerCase()
    if (name === '') return null
    return columns.find((one) => spellings(one).includes(name))?.key ?? null
  })
  const named = found.filter((key) => key !== null)
  const isTwice = new Set(named).size < named.length
  // A value may happen to be called like a column; half a line of them does not.
  const isEnough = named.length > 0 && named.length * 2 >= line.filter(Boolean).length
  return isEnough && !isTwice ? found : undefined
}

const spellings = ({ key, label }: GridColumn): string[] => [
  label.toLowerCase(),
  ...(key in others ? (others[key] ?? []) : []),
]

/** How exports of others head them, whatever language the reader speaks. */
const others: Partial<Record<string, string[]>> = {
  name: ['name', 'full name', 'имя', 'полное имя', 'фио', 'наименование', 'контакт'],
  firstName: ['first name', 'имя'],
  lastName: ['last name', 'surname', 'фамилия'],
  phones: ['phone', 'phones', 'телефон', 'телефоны', 'рабочий телефон'],
  emails: ['e-mail', 'e-mails', 'email', 'emails', 'почта', 'рабочий email'],
  responsible: ['responsible', 'ответственный'],
  tags: ['tags', 'теги'],
}
