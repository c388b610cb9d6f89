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

/** What a source tells of its contacts, see its capabilities. */
export type Knows = Capabilities['knows']

/** A column of the list is an attribute that its rows tell. */
export type ColumnId = AttributeKey

/** Built-in attributes that a row of the list tells; parts of the name and links come with the contact. */
export type StandardColumn = Exclude<BuiltInKey, DetailKey>

/** A column as an address has it. */
export type Column = {
  id: ColumnId
  /** Pixels; left out, the column takes its share of what there is. */
  width?: number | undefined
  /** Stands still at the left while the rest scrolls. */
  isPinned?: boolean | undefined
}

export const widthLimits = { min: 60, max: 800 }

/** The custom field of a column; undefined for our own columns. */
export const fieldOf = (id: string): number | undefined => fieldIdOf(id)

/** The custom fields among columns, ascending. */
export const fieldsAmong = (columns: ColumnId[]): number[] =>
  columns.flatMap((id) => fieldOf(id) ?? []).toSorted((a, b) => a - b)

/** Every column there is: what the source tells of a contact, then the account's own fields. */
export const allColumns = (knows: Knows, definitions: FieldDefinition[]): ColumnId[] =>
  attributesOf({ knows, sections: [], writes: null }, definitions).map(({ key }) => key)

/** The standard columns that a source can fill. */
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
 * Columns as an address has them, in their order: `name*,phones:180,field:1234`; a last `:` and digits
 * are a width in pixels, `*` says pinned, and pinned ones come first. Names of 0.1.0 (`phone`, `f1234`)
 * are understood. What a source cannot fill is left out, and the name, which leads to the contact, is
 * always there. Where nothing is understood: the ones one begins with.
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

/** Whether every column of an address is one, be it that a source cannot fill it. */
export const isLayout = (text: string): boolean =>
  text.split(',').every((part) => readColumn(part).id !== undefined)

export const printLayout = (columns: Column[]): string =>
  columns
    .map(({ id, width, isPinned }) => `${id}${width ? `:${width}` : ''}${isPinned ? '*' : ''}`)
    .join(',')

/** A change of the columns as the address keeps it: nothing for the ones one begins with. */
export function storedLayout(columns: Column[], knows: Knows): string | undefined {
  const text = printLayout(columns)
  return text === printLayout(defaultLayout(knows)) ? undefined : text
}

export const clampWidth = (width: number): number =>
  Math.round(Math.min(widthLimits.max, Math.max(widthLimits.min, width)))

/** Least width in pixels of 13 px type, and the share of what is left over. */
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

const selectWidth = 40
const actionsWidth = 40

/** A shown column with its size in pixels, as the table has computed it. */
export type SizedColumn = {
  id: ColumnId
  size: number
  /** Whether the size was set; otherwise it is the least one. */
  isSet: boolean
  /** How far a pinned column stands from the first one; undefined: it scrolls. */
  pinnedAt: number | undefined
}

/**
 * Grid tracks of a row as CSS variables: the checkbox first, the actions last; the width below which
 * the table scrolls; and how far from the left each pinned column stands. Only the last pinned
 * column may stretch, for the others must know where they end.
 */
export function tracksFor(columns: SizedColumn[]): Record<`--${string}`, string> {
  const lastPinned = columns.findLastIndex((c) => c.pinnedAt !== undefined)
  const track = ({ id, size, isSet }: SizedColumn, index: number) =>
    isSet || index < lastPinned ? `${size}px` : `minmax(${size}px, ${trackOf(id).share}fr)`
  const width = columns.reduce((sum, { size }) => sum + size, selectWidth + actionsWidth)
  const vars: Record<`--${string}`, string> = {
    '--tracks': [`${selectWidth}px`, ...columns.map(track), `minmax(${actionsWidth}px, auto)`].join(
      ' ',
    ),
    '--min-width': `${width}px`,
  }
  for (const [index, { pinnedAt }] of columns.entries())
    if (pinnedAt !== undefined) vars[`--pin-${index + 1}`] = `${selectWidth + pinnedAt}px`
  return vars
}
