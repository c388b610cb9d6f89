import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { Contact } from '#contract/api/contacts.ts'
import type { SortField } from '#contract/api/sort.ts'

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
