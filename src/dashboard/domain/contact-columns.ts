import { isPhoneOrEmail, type FieldDefinition } from '#contract/api/fields.ts'
import type { Capabilities } from '#contract/api/sources.ts'

/** What a source knows of its contacts, see its capabilities. */
export type Knows = Capabilities['knows']

export const standardColumns = [
  'name',
  'phone',
  'email',
  'company',
  'responsible',
  'tags',
  'createdAt',
  'updatedAt',
  'nextTask',
  'createdBy',
  'updatedBy',
  'id',
] as const
export type StandardColumn = (typeof standardColumns)[number]

/** A column of the list: a standard one, or a custom field by its id (`f1234`). */
export type ColumnId = StandardColumn | `f${number}`

export type Column = {
  id: ColumnId
  /** Pixels; left out, the column takes its share of the free space. */
  width?: number | undefined
  /** Stays at the left while the rest scrolls. */
  isPinned?: boolean | undefined
}

export const widthLimits = { min: 60, max: 800 }

const isStandard = (id: string): id is StandardColumn => standardColumns.some((item) => item === id)
const isField = (id: string): id is `f${number}` => /^f[1-9]\d{0,14}$/.test(id)

/** The custom field of a column; undefined for standard columns. */
export const fieldOf = (id: ColumnId): number | undefined =>
  isField(id) ? Number(id.slice(1)) : undefined

/** The custom fields among columns, ascending. */
export const fieldsAmong = (columns: ColumnId[]): number[] =>
  columns.flatMap((id) => fieldOf(id) ?? []).toSorted((a, b) => a - b)

const columnOf = (field: number): ColumnId => `f${field}`

/** The standard columns that a source has values for. */
export const columnsKnown = (knows: Knows): StandardColumn[] =>
  standardColumns.filter((id) => {
    const need = needs[id]
    return need === undefined || knows[need]
  })

/** All available columns: standard ones that the source knows, then the account's custom fields. */
export const allColumns = (knows: Knows, definitions: FieldDefinition[]): ColumnId[] => [
  ...columnsKnown(knows),
  // Phones and e-mails are columns of their own already.
  ...definitions.filter((field) => !isPhoneOrEmail(field)).map(({ id }) => columnOf(id)),
]

/** What a source has to know for a column to have values. */
const needs: Partial<Record<StandardColumn, keyof Knows>> = {
  company: 'company',
  responsible: 'responsible',
  tags: 'tags',
  updatedAt: 'updatedAt',
  nextTask: 'nextTask',
  createdBy: 'authors',
  updatedBy: 'authors',
}

const shownAtFirst: StandardColumn[] = standardColumns.slice(0, 8)

const defaultLayout = (knows: Knows): Column[] =>
  columnsKnown(knows)
    .filter((id) => shownAtFirst.includes(id))
    .map((id) => (id === 'name' ? { id, isPinned: true } : { id }))

/**
 * Columns in a URL, in their order: `name*,phone:180,f1234`; `:` is followed by a width in pixels,
 * `*` means pinned. Columns without values at the source are left out; the name, which links to the
 * contact, is always included. Falls back to the default layout where nothing can be parsed.
 */
export function readLayout(text: string | undefined, knows: Knows): Column[] {
  if (text === undefined) return defaultLayout(knows)
  const known: string[] = columnsKnown(knows)
  const columns = text.split(',').flatMap((part): Column[] => {
    const [, id = '', width, pin] = /^([A-Za-z0-9]+)(?::(\d{1,4}))?(\*)?$/.exec(part) ?? []
    if (!isField(id) && !(isStandard(id) && known.includes(id))) return []
    return [
      { id, ...(width && { width: clampWidth(Number(width)) }), ...(pin && { isPinned: true }) },
    ]
  })
  if (columns.length === 0) return defaultLayout(knows)
  const once = columns.filter(({ id }, index) => columns.findIndex((c) => c.id === id) === index)
  return pinnedFirst(once.some(({ id }) => id === 'name') ? once : [{ id: 'name' }, ...once])
}

export const printLayout = (columns: Column[]): string =>
  columns
    .map(({ id, width, isPinned }) => `${id}${width ? `:${width}` : ''}${isPinned ? '*' : ''}`)
    .join(',')

/** The layout as the URL has it: undefined for the default one. */
export function storedLayout(columns: Column[], knows: Knows): string | undefined {
  const text = printLayout(columns)
  return text === printLayout(defaultLayout(knows)) ? undefined : text
}

export const clampWidth = (width: number): number =>
  Math.round(Math.min(widthLimits.max, Math.max(widthLimits.min, width)))

/** Pinned columns come first; the order within both groups is kept. */
export const pinnedFirst = (columns: Column[]): Column[] => [
  ...columns.filter((c) => c.isPinned),
  ...columns.filter((c) => !c.isPinned),
]

/** Minimum width in pixels at 13 px type, and the share of the remaining space. */
const tracks: Record<StandardColumn, { min: number; share: number }> = {
  name: { min: 180, share: 1.4 },
  phone: { min: 148, share: 0.9 },
  email: { min: 190, share: 1.7 },
  company: { min: 140, share: 1.1 },
  responsible: { min: 124, share: 0.9 },
  tags: { min: 150, share: 1.1 },
  createdAt: { min: 118, share: 0.1 },
  updatedAt: { min: 118, share: 0.1 },
  nextTask: { min: 118, share: 0.1 },
  createdBy: { min: 124, share: 0.9 },
  updatedBy: { min: 124, share: 0.9 },
  id: { min: 90, share: 0.1 },
}
const fieldTrack = { min: 140, share: 1 }

export const trackOf = (id: ColumnId) => (isStandard(id) ? tracks[id] : fieldTrack)

export const selectWidth = 40
export const actionsWidth = 40

/**
 * Grid tracks of a row as CSS variables: the checkbox first, the actions last; the width below which
 * the table scrolls; and the left offset of each pinned column. Only the last pinned column may
 * stretch, because the offsets of the others have to be known.
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
