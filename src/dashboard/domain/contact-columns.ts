import {
  attributesOf,
  fieldIdOf,
  isDetailKey,
  isFieldKey,
  readAttributeKey,
  type AttributeKey,
  type BuiltInKey,
  type DetailKey,
} from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Capabilities } from '#contract/api/sources.ts'

/** The data that a source reports about its contacts, see `capabilities`. */
export type Knows = Capabilities['knows']

/** A column of the list: an attribute that its rows include. */
export type ColumnId = AttributeKey

/**
 * Built-in attributes that rows of the list include; name parts and links are only in the full
 * contact.
 */
export type StandardColumn = Exclude<BuiltInKey, DetailKey>

export type Column = {
  id: ColumnId
  /** Pixels; if omitted, the column takes its share of the available width. */
  width?: number | undefined
  /** Remains at the left while the other columns scroll. */
  isPinned?: boolean | undefined
}

export const widthLimits = { min: 60, max: 800 }

/** The custom field ID of a column; undefined for a built-in attribute. */
export const fieldOf = (id: ColumnId): number | undefined => fieldIdOf(id)

/** The custom field IDs of columns, ascending. */
export const fieldsAmong = (columns: ColumnId[]): number[] =>
  columns.flatMap((id) => fieldOf(id) ?? []).toSorted((a, b) => a - b)

/**
 * All available columns: the built-in attributes that the source reports, then the account's custom
 * fields.
 */
export const allColumns = (knows: Knows, definitions: FieldDefinition[]): ColumnId[] =>
  attributesOf({ knows, sections: [], writes: null }, definitions).map(({ key }) => key)

/** The standard columns that a source reports. */
export const columnsKnown = (knows: Knows): StandardColumn[] =>
  allColumns(knows, []).filter((id) => isStandard(id))

const shownAtFirst = new Set<ColumnId>([
  'name',
  'phones',
  'emails',
  'company',
  'responsible',
  'tags',
  'createdAt',
  'updatedAt',
])

const defaultLayout = (knows: Knows): Column[] =>
  columnsKnown(knows)
    .filter((id) => shownAtFirst.has(id))
    .map((id) => (id === 'name' ? { id, isPinned: true } : { id }))

/**
 * Parses the columns in a URL, in their order: `name*,phones:180,field:1234`; the number after the
 * last `:` is a width in pixels, `*` means pinned. Names of 0.1.0 (`phone`, `f1234`) are accepted.
 * Columns that the source does not report are omitted, and the name column, which links to the
 * contact, is always included. If nothing can be parsed: the default columns.
 */
export function readLayout(text: string | undefined, knows: Knows): Column[] {
  if (text === undefined) return defaultLayout(knows)
  const known = allColumns(knows, [])
  const columns = text.split(',').flatMap((part): Column[] => {
    const { id, width, pin } = readColumn(part)
    if (id === undefined || (fieldOf(id) === undefined && !known.includes(id))) return []
    return [
      { id, ...(width && { width: clampWidth(Number(width)) }), ...(pin && { isPinned: true }) },
    ]
  })
  if (columns.length === 0) return defaultLayout(knows)
  const once = columns.filter(({ id }, index) => columns.findIndex((c) => c.id === id) === index)
  return pinnedFirst(once.some(({ id }) => id === 'name') ? once : [{ id: 'name' }, ...once])
}

function readColumn(part: string) {
  const [, name = '', width, pin] =
    /^(field:\d+|[A-Za-z0-9]+)(?::(\d{1,4}))?(\*)?$/.exec(part) ?? []
  return { id: readAttributeKey(name), width, pin }
}

/** Whether all columns in a URL are valid, even if a source does not report them. */
export const isLayout = (text: string): boolean =>
  text.split(',').every((part) => readColumn(part).id !== undefined)

export const printLayout = (columns: Column[]): string =>
  columns
    .map(({ id, width, isPinned }) => `${id}${width ? `:${width}` : ''}${isPinned ? '*' : ''}`)
    .join(',')

/** The columns as stored in the URL: undefined for the default columns. */
export function storedLayout(columns: Column[], knows: Knows): string | undefined {
  const text = printLayout(columns)
  return text === printLayout(defaultLayout(knows)) ? undefined : text
}

export const clampWidth = (width: number): number =>
  Math.round(Math.min(widthLimits.max, Math.max(widthLimits.min, width)))

/** Pinned columns first, both groups in their order. */
export const pinnedFirst = (columns: Column[]): Column[] => [
  ...columns.filter((c) => c.isPinned),
  ...columns.filter((c) => !c.isPinned),
]

/** Minimum width in pixels at a type size of 13 px, and share of the remaining width. */
const tracks: Partial<Record<StandardColumn, { min: number; share: number }>> = {
  name: { min: 180, share: 1.4 },
  phones: { min: 148, share: 0.9 },
  emails: { min: 190, share: 1.7 },
  company: { min: 140, share: 1.1 },
  responsible: { min: 124, share: 0.9 },
  tags: { min: 150, share: 1.1 },
  createdAt: { min: 118, share: 0.1 },
  updatedAt: { min: 118, share: 0.1 },
  nextTaskAt: { min: 118, share: 0.1 },
  createdBy: { min: 124, share: 0.9 },
  updatedBy: { min: 124, share: 0.9 },
  id: { min: 90, share: 0.1 },
}
const isStandard = (id: ColumnId): id is StandardColumn => !isFieldKey(id) && !isDetailKey(id)

const plainTrack = { min: 140, share: 1 }

export const trackOf = (id: ColumnId) => (isStandard(id) && tracks[id]) || plainTrack

export const selectWidth = 40
export const actionsWidth = 40

/**
 * Grid tracks of a row as CSS variables: the checkbox first, the actions last; the width below
 * which the table scrolls; and the left offset of each pinned column. Only the last pinned column
 * may stretch, because the offsets of the others depend on fixed widths.
 */
export function tracksFor(columns: Column[]): Record<`--${string}`, string> {
  const lastPinned = columns.findLastIndex((c) => c.isPinned)
  const widthOf = (c: Column) => c.width ?? trackOf(c.id).min
  const track = (c: Column, index: number) =>
    c.width || (c.isPinned && index < lastPinned)
      ? `${widthOf(c)}px`
      : `minmax(${trackOf(c.id).min}px, ${trackOf(c.id).share}fr)`
  const vars: Record<`--${string}`, string> = {
    '--tracks': [`${selectWidth}px`, ...columns.map(track), `minmax(${actionsWidth}px, auto)`].join(
      ' ',
    ),
    '--min-width': `${columns.reduce((sum, c) => sum + widthOf(c), selectWidth + actionsWidth)}px`,
  }
  let left = selectWidth
  for (const [index, column] of columns.slice(0, lastPinned + 1).entries()) {
    vars[`--pin-${index + 1}`] = `${left}px`
    left += widthOf(column)
  }
  return vars
}
