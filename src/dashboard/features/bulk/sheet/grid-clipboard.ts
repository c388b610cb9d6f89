import { namesOf } from '#dashboard/domain/field-names.ts'
import type { ColumnKey, GridColumn } from './grid-columns.ts'

/** Rows of cells from what a spreadsheet copies: tabs between cells, quotes around line breaks. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]]
  const pattern = /(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)/gy
  const normalized = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let position = 0; ;) {
    pattern.lastIndex = position
    const [whole = '', quoted, plain = ''] = pattern.exec(normalized) ?? []
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    position += whole.length
    if (position >= normalized.length) return rows
    if (normalized[position] === '\n') rows.push([])
    position += 1
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

/** The columns named by the first line of a paste, in order; null for unknown names. */
export function headingsOf(
  line: string[],
  columns: GridColumn[],
): (ColumnKey | null)[] | undefined {
  const found = line.map((cell) => {
    const name = cell.trim().toLowerCase()
    if (name === '') return null
    return columns.find((item) => headerAliases(item).includes(name))?.key ?? null
  })
  const named = found.filter((key) => key !== null)
  const isRepeated = new Set(named).size < named.length
  // A single value may equal a column's name; half of the line is unlikely to.
  const isEnough = named.length > 0 && named.length * 2 >= line.filter(Boolean).length
  return isEnough && !isRepeated ? found : undefined
}

const headerAliases = ({ key, label, attribute }: GridColumn): string[] => [
  label.toLowerCase(),
  ...namesOf(attribute?.definition?.code ?? null),
  ...(key in others ? (others[key] ?? []) : []),
]

/** Common headers of other exports, in any language. */
const others: Partial<Record<string, string[]>> = {
  name: ['name', 'full name', 'имя', 'полное имя', 'фио', 'наименование', 'контакт'],
  firstName: ['first name', 'имя'],
  lastName: ['last name', 'surname', 'фамилия'],
  phones: ['phone', 'phones', 'телефон', 'телефоны', 'рабочий телефон'],
  emails: ['e-mail', 'e-mails', 'email', 'emails', 'почта', 'рабочий email'],
  responsible: ['responsible', 'ответственный'],
  company: ['company', 'organization', 'organisation', 'компания', 'организация'],
  tags: ['tags', 'теги'],
}
