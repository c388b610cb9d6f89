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
import { listedKey, type ListedKey } from '#contract/model/listed-key.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Capabilities } from '#contract/api/sources.ts'

/** The data that a source reports about its contacts, from its capabilities. */
export type Knows = Capabilities['knows']

/** The key of a column: an attribute that is included in the rows of the list. */
export type ColumnId = AttributeKey

/**
 * Built-in attributes that are included in all rows of the list. Others are only part of the full
 * contact, or of rows that were asked for them.
 */
export type StandardColumn = Exclude<BuiltInKey, DetailKey>

/** A column as stored in a URL. */
export type Column = {
  id: ColumnId
  /** Width in pixels; omitted: a share of the available width. */
  width?: number | undefined
  /** Whether the column stays at the left while the others scroll. */
  isPinned?: boolean | undefined
}

export const widthLimits = { min: 60, max: 800 }

/** The field ID of a custom field's column; undefined for a built-in column. */
export const fieldOf = (id: string): number | undefined => fieldIdOf(id)

/** The field IDs of the custom fields among the columns, ascending. */
export const fieldsAmong = (columns: ColumnId[]): number[] =>
  columns.flatMap((id) => fieldOf(id) ?? []).toSorted((a, b) => a - b)

/** The attributes among the columns that rows include only if they are asked for. */
export const listedAmong = (columns: ColumnId[]): ListedKey[] =>
  listedKey.options.filter((key) => columns.includes(key))

/** All available columns: the built-in attributes that the source reports, then the custom fields. */
export const allColumns = (knows: Knows, definitions: FieldDefinition[]): ColumnId[] =>
  attributesOf({ knows, sections: [], writes: null }, definitions).map(({ key }) => key)

/** The default columns that the source has data for. */
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
    // A column that is mostly unknown would say little.
    .filter((id) => shownAtFirst.has(id) && !knows.partly?.includes(id))
    .map((id) => (id === 'name' ? { id, isPinned: true } : { id }))

/**
 * Parses the columns of a URL, in their order: `name*,phones:180,field:1234`. A final `:` with digits
 * is a width in pixels, `*` marks a pinned column; pinned columns come first. Names of 0.1.0 (`phone`,
 * `f1234`) are supported. Columns without data from the source are omitted; the name, which links to
 * the contact, is always included. Returns the default columns if no column is valid.
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
  const whole = once.some(({ id }) => id === 'name') ? once : [{ id: 'name' as const }, ...once]
  return whole.toSorted((a, b) => Number(b.isPinned ?? false) - Number(a.isPinned ?? false))
}

function readColumn(part: string) {
  const [, name = '', width, pin] =
    /^(field:\d+|[A-Za-z0-9]+)(?::(\d{1,4}))?(\*)?$/.exec(part) ?? []
  return { id: readAttributeKey(name), width, pin }
}

/** Whether all columns of a URL are valid, even if the source has no data for them. */
export const isLayout = (text: string): boolean =>
  text.split(',').every((part) => readColumn(part).id !== undefined)

export const printLayout = (columns: Column[]): string =>
  columns
    .map(({ id, width, isPinned }) => `${id}${width ? `:${width}` : ''}${isPinned ? '*' : ''}`)
    .join(',')

/** The columns as stored in a URL: undefined for the default columns. */
export function storedLayout(columns: Column[], knows: Knows): string | undefined {
  const text = printLayout(columns)
  return text === printLayout(defaultLayout(knows)) ? undefined : text
}

export const clampWidth = (width: number): number =>
  Math.round(Math.min(widthLimits.max, Math.max(widthLimits.min, width)))

/** Comfortable widths in pixels at a font size of 13 px; below their sum the table scrolls. */
const comfortable: Partial<Record<StandardColumn, number>> = {
  name: 168,
  phones: 164,
  emails: 178,
  tags: 132,
  createdAt: 104,
  updatedAt: 104,
  nextTaskAt: 118,
  id: 90,
}
const isStandard = (id: ColumnId): id is StandardColumn => !isFieldKey(id) && !isDetailKey(id)

export const comfortableWidth = (id: ColumnId) => (isStandard(id) && comfortable[id]) || 148

/** What a column shrinks to if others need the room; its head fits. */
export const minimumWidth = (id: ColumnId) => comfortableWidth(id) - 24

const selectWidth = 40
const actionsWidth = 40

/** Pixels. */
export type ContentWidth = {
  /** What the content asks for, or what was set by the user. */
  size: number
  /** What the longest texts would need in addition; 0: the width was set. */
  more: number
}

/** A visible column. */
export type SizedColumn = ContentWidth & { id: ColumnId; isPinned: boolean }

/**
 * CSS variables of a row's layout: the grid tracks (checkbox first, actions last), the width below
 * which the table scrolls, and the left offset of each pinned column. Room is given to the narrowest
 * columns first, until their content fits; what is left, to those with longer texts, and not more
 * than these need, so that no value is far from its neighbour. Only the last
 * pinned column may stretch, because the offsets of the others depend on fixed widths.
 */
export function tracksFor(columns: SizedColumn[]): Record<`--${string}`, string> {
  const lastPinned = columns.findLastIndex(({ isPinned }) => isPinned)
  const vars: Record<`--${string}`, string> = {}
  let left = selectWidth
  let narrowest = 0
  let stretch = 0
  const sized = columns.map((column, index) => {
    const { id, size, more, isPinned } = column
    const isFixed = !more || index < lastPinned
    if (isPinned) vars[`--pin-${index + 1}`] = `${left}px`
    left += size
    narrowest += isFixed ? size : Math.min(size, comfortableWidth(id))
    stretch += isFixed ? 0 : more
    return { ...column, isFixed }
  })
  const rest = `max(0px, 100% - ${left + actionsWidth}px)`
  const tracks = sized.map(({ id, size, more, isFixed }) =>
    isFixed
      ? `${size}px`
      : `minmax(${minimumWidth(id)}px, calc(${size}px + min(${more}px, ${rest} * ${more / stretch})))`,
  )
  vars['--tracks'] = `${selectWidth}px ${tracks.join(' ')} minmax(${actionsWidth}px, auto)`
  vars['--min-width'] = `${selectWidth + narrowest + actionsWidth}px`
  return vars
}
