import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import { readAttributeKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import {
  comfortableWidth,
  minimumWidth,
  tracksFor,
  type ColumnId,
  type ContentWidth,
} from '#dashboard/domain/contact-columns.ts'
import { valueText } from '#dashboard/domain/value-text.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { shownColumns, type ListTable } from './contacts-columns.ts'

/** Grid tracks of the table's columns; `pulled` is the column being resized. */
export function tableTracks(table: ListTable, pulled?: { id: string; width: number }) {
  const { columnSizing } = table.state
  return tracksFor(
    shownColumns(table).flatMap((column) => {
      const id = readAttributeKey(column.id)
      if (id === undefined) return []
      const set = column.id === pulled?.id ? pulled.width : columnSizing[column.id]
      return [
        {
          id,
          ...(set ? { size: set, more: 0 } : contentWidth(table.options, id)),
          isPinned: !!column.getIsPinned(),
        },
      ]
    }),
  )
}

const cap = 288 // pixels; longer texts are cut where there is no room to spare
const spareCap = 400 // pixels; a single long text does not move the others away, even with room
const sample = 20 // rows that say how wide the values of a source are
const measured = new Map<string, ContentWidth>()

/**
 * What the values of a column need, measured once per source: columns stay where they are while one
 * turns pages, sorts and filters. Few rows do not say it; of these a column is at least as wide as
 * most values are.
 */
function contentWidth({ data, meta }: ListTable['options'], id: ColumnId): ContentWidth {
  const key = `${meta?.source} ${id}`
  const known = measured.get(key)
  if (known || data.length === 0) return known ?? measure(data, id)
  const width = measure(data, id)
  if (data.length < sample) width.size = Math.max(width.size, comfortableWidth(id))
  measured.set(key, width)
  return width
}

function measure(contacts: readonly Contact[], id: ColumnId): ContentWidth {
  const widths = contacts
    .flatMap((contact) => textWidth(contactValue(contact, id)) ?? [])
    .toSorted((a, b) => a - b)
  const widest = widths.at(-1) ?? comfortableWidth(id)
  // Tags that do not fit are counted, so half of the rows may have such.
  const usual = widths[Math.floor(widths.length * (id === 'tags' ? 0.5 : 0.9))] ?? widest
  const wanted = widest < usual * 1.2 ? widest : usual
  const size = Math.ceil(Math.max(minimumWidth(id), Math.min(cap, wanted)))
  return { size, more: Math.max(1, Math.ceil(Math.min(widest, spareCap) - size)) }
}

const pen = 'OffscreenCanvas' in globalThis && new OffscreenCanvas(1, 1).getContext('2d')
let font = ''

/** Pixels of a cell; undefined if it is empty, or as wide as all of its kind. */
function textWidth(value: Value | null | undefined): number | undefined {
  if (!pen || !value || value.kind === 'dateTime') return undefined
  pen.font = font ||= `13px ${getComputedStyle(document.body).fontFamily}`
  const items = 'items' in value ? value.items.length : 0
  const isPoints = value.kind === 'contactPoints'
  const text = isPoints
    ? formatPhone(value.items[0]?.value ?? '')
    : valueText(value, { language: document.documentElement.lang, yes: '', no: '' })
  const beside = isPoints ? (items > 1 ? 22 : 0) : value.kind === 'user' ? 26 : items * 10
  // Phones are set in digits of one width, wider than measured.
  const stretch = isPoints && text < 'A' ? 1.1 : 1.01
  return 20 + beside + pen.measureText(text).width * stretch
}
