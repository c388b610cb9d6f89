import { strFromU8, unzipSync } from 'fflate'
import writeXlsxFile, { type CellObject } from 'write-excel-file/node'
import { maxCellLength, type ExportFormat } from '#contract/api/exports.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import type { Cell } from './export-cells.ts'
import type { RowFile } from './row-file.ts'
import { createZip } from './zip-file.ts'

type Options = {
  path: string
  format: Extract<ExportFormat, { type: 'xlsx' }>
  columns: { title: string; kind: ValueKindName }[]
}

/** A cell of each look, from which `write-excel-file` makes the styles. */
const looks = {
  title: { value: '-', type: String, format: '@', fontWeight: 'bold' },
  /** So that it remains a text when somebody edits it. */
  text: { value: '-', type: String, format: '@' },
  whole: { value: 1, type: Number, format: '0' },
  day: { value: new Date(0), type: Date, format: 'yyyy-mm-dd' },
  moment: { value: new Date(0), type: Date, format: 'yyyy-mm-dd hh:mm:ss' },
} satisfies Record<string, CellObject>
type Look = keyof typeof looks

const formats = {
  ymd: { day: 'yyyy-mm-dd', moment: 'yyyy-mm-dd hh:mm:ss' },
  dmy: { day: 'dd.mm.yyyy', moment: 'dd.mm.yyyy hh:mm:ss' },
}

const sheetName = 'xl/worksheets/sheet1.xml'
const maxPiece = 1_000_000 // characters that are compressed at once

/**
 * A worksheet, row by row. The library writes the workbook around it; it would hold all rows in memory,
 * and its table of texts takes `constructor` for one that is there already.
 */
export async function createXlsx({ path, format, columns }: Options): Promise<RowFile> {
  const days = formats[format.days]
  const styled: [Look, CellObject][] = [
    ['title', looks.title],
    ['text', looks.text],
    ['whole', looks.whole],
    ['day', { ...looks.day, format: days.day }],
    ['moment', { ...looks.moment, format: days.moment }],
  ]
  const workbook = await writeXlsxFile([styled.map(([, cell]) => cell)], {
    sheet: format.sheet,
    stickyRowsCount: 1,
    columns: columns.map((column) => ({ width: widthOf(column) })),
  }).toBuffer()
  const { [sheetName]: around, ...members } = unzipSync(workbook)
  if (!around) throw new Error('The workbook has no sheet')
  const [before, sample, after] = parted(strFromU8(around))
  const styles = stylesIn(sample, styled.length)
  const styleOf = (look: Look) => styles[styled.findIndex(([name]) => name === look)] ?? 0

  const zip = createZip(path)
  for (const [name, content] of Object.entries(members)) zip.add(name, strFromU8(content))
  const sheet = zip.begin(sheetName)
  const names = columns.map((_, index) => columnName(index))
  let [piece, line, cut] = [before, 0, 0]

  function cellXml(cell: Cell, place: string, textLook: Look): string {
    if (cell === null) return ''
    const number = toNumber(cell)
    if (number !== undefined) {
      const look = numberLook(cell, number)
      const style = look === undefined ? '' : ` s="${styleOf(look)}"`
      return `<c r="${place}"${style}><v>${number}</v></c>`
    }
    const isCut = cell.text.length > maxCellLength
    if (isCut) cut += 1
    const content = isCut ? shortened(cell.text) : cell.text
    // Older versions show nothing but # of longer texts with this format.
    const style = content.length <= 255 || textLook === 'title' ? ` s="${styleOf(textLook)}"` : ''
    return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(content)}</t></is></c>`
  }
  function addRow(cells: Cell[], textLook: Look) {
    line += 1
    const row = cells.map((cell, index) => cellXml(cell, `${names[index]}${line}`, textLook))
    piece += `<row r="${line}">${row.join('')}</row>`
    if (piece.length < maxPiece) return
    sheet.add(piece)
    piece = ''
  }

  addRow(
    columns.map(({ title }) => ({ as: 'text', text: title })),
    'title',
  )
  return {
    add(rows) {
      for (const row of rows) addRow(row, 'text')
    },
    bytes: zip.bytes,
    end() {
      sheet.end(piece + after)
      return { bytes: zip.end(), cut }
    },
    abort: zip.abort,
  }
}

function parted(xml: string): [before: string, rows: string, after: string] {
  const [open, close] = ['<sheetData>', '</sheetData>']
  const [start, end] = [xml.indexOf(open) + open.length, xml.indexOf(close)]
  if (end < start) throw new Error('The workbook has no rows')
  return [xml.slice(0, start), xml.slice(start, end), xml.slice(end)]
}

function stylesIn(row: string, count: number): number[] {
  const styles = [...row.matchAll(/<c r="[A-Z]+1" s="(\d+)"/g)].map(([, style]) => Number(style))
  if (styles.length !== count) throw new Error('The workbook lacks a style')
  return styles
}

const widths: Partial<Record<ValueKindName, number>> = {
  number: 12,
  money: 14,
  flag: 10,
  date: 12,
  dateTime: 20,
  contactPoints: 22,
  company: 26,
  address: 36,
  companyDetails: 36,
  url: 28,
}

/** In characters: what most values of the kind take, and the title. */
const widthOf = ({ title, kind }: { title: string; kind: ValueKindName }): number =>
  Math.min(60, Math.max(widths[kind] ?? 24, title.length + 2))

/** `A` to `Z`, `AA`, … for an index from 0. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

const maxDigits = 15 // a spreadsheet rounds what has more
const firstDay = Date.UTC(1900, 2, 1) // before it, spreadsheets count a day that there never was
const dayMs = 86_400_000
const daysUntil1970 = 25_569

/** The number that a cell holds; undefined for a text. */
function toNumber({ as, text }: NonNullable<Cell>): number | undefined {
  switch (as) {
    case 'text':
      return undefined
    case 'number': {
      const isPlain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)
      const significant = text.replaceAll(/[-.]/g, '').replace(/^0+/, '').length
      return isPlain && significant <= maxDigits ? Number(text) : undefined
    }
    case 'day':
    case 'moment': {
      const time = Date.parse(`${text.replace(' ', 'T')}${as === 'day' ? 'T00:00:00Z' : 'Z'}`)
      if (!(time >= firstDay)) return undefined
      return time / dayMs + daysUntil1970
    }
  }
}

/** Without one, a number is shown as the spreadsheet does it, which is with its decimals. */
function numberLook({ as }: NonNullable<Cell>, number: number): Look | undefined {
  if (as === 'day' || as === 'moment') return as
  return Number.isInteger(number) ? 'whole' : undefined
}

const ending = '…'

/** What fits into a cell, without half a character at its end. */
function shortened(text: string): string {
  const part = text.slice(0, maxCellLength - ending.length)
  return (/[\uD800-\uDBFF]$/.test(part) ? part.slice(0, -1) : part) + ending
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * A text as spreadsheets read it: what XML cannot hold as `_xHHHH_`, and what only looks like that so that
 * it stays as it is.
 */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/_(?=x[\dA-F]{4}_)/gi, '_x005F_')
    .replaceAll('\r\n', '\n')
    .replaceAll(
      // oxlint-disable-next-line no-control-regex -- these are the ones that XML cannot hold
      /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll(/[&<>]/g, (character) => entities[character] ?? character)
}
