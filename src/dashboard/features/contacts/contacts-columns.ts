import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { Contact } from '#contract/api/contacts.ts'
import type { SortField } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'

export const features = tableFeatures({ rowSelectionFeature })
const column = createColumnHelper<typeof features, Contact>()

/** At module scope, so that the table never believes its columns have changed. */
export const columns = column.columns([
  column.accessor('name', { id: 'name' }),
  column.accessor((c) => c.phones[0]?.value, { id: 'phone' }),
  column.accessor((c) => c.emails[0]?.value, { id: 'email' }),
  column.accessor((c) => c.company?.name, { id: 'company' }),
  column.accessor((c) => c.responsible?.name, { id: 'responsible' }),
  column.accessor('tags', { id: 'tags' }),
  column.accessor('createdAt', { id: 'createdAt' }),
  column.accessor('updatedAt', { id: 'updatedAt' }),
])

export const columnIds = [
  'name',
  'phone',
  'email',
  'company',
  'responsible',
  'tags',
  'createdAt',
  'updatedAt',
] as const
export type ColumnId = (typeof columnIds)[number]

/** What a source tells of its contacts, see its capabilities. */
export type Knows = Capabilities['knows']

const always: ColumnId[] = ['name', 'phone', 'email', 'createdAt']

/** The columns that a source can fill. */
export const columnsFor = (knows: Knows): ColumnId[] =>
  columnIds.filter(
    (id) =>
      always.includes(id) ||
      (id === 'company' && knows.company) ||
      (id === 'responsible' && knows.responsible) ||
      (id === 'tags' && knows.tags) ||
      (id === 'updatedAt' && knows.updatedAt),
  )

/** Least width in pixels of 13 px type, and the share of what is left over. */
const tracks: Record<ColumnId, { least: number; share: number }> = {
  name: { least: 180, share: 1.4 },
  phone: { least: 148, share: 0.9 },
  email: { least: 190, share: 1.7 },
  company: { least: 140, share: 1.1 },
  responsible: { least: 124, share: 0.9 },
  tags: { least: 150, share: 1.1 },
  createdAt: { least: 118, share: 0.1 },
  updatedAt: { least: 118, share: 0.1 },
}
const selectWidth = 40

/** Grid tracks of a row in CSS, the checkbox first, and the width below which the table scrolls. */
export const tracksFor = (ids: ColumnId[]) => ({
  '--tracks': [
    `${selectWidth}px`,
    ...ids.map((id) => `minmax(${tracks[id].least}px, ${tracks[id].share}fr)`),
  ].join(' '),
  '--least': `${ids.reduce((sum, id) => sum + tracks[id].least, selectWidth)}px`,
})

const sortFieldOf: Partial<Record<ColumnId, SortField>> = {
  name: 'name',
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
}

/** The field a click on this column's head would sort by, if the source sorts by it. */
export function sortFieldFor(id: ColumnId, sorts: SortField[]): SortField | undefined {
  const field = sortFieldOf[id]
  return field && sorts.includes(field) ? field : undefined
}

export type CellContext = {
  language: string
  /** Milliseconds; one moment for all rows of a page. */
  now: number
  words: {
    unnamed: string
    company: (id: number) => string
    user: (id: number) => string
    moreTags: (names: string[]) => string
    morePhones: (values: string[]) => string
  }
  /** Address of a contact's page. */
  hrefFor: (id: number) => string
}
