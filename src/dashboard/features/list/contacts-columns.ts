import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { Contact } from '#contract/api/contacts.ts'
import type { SortField } from '#contract/api/sort.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'

export const features = tableFeatures({ rowSelectionFeature })
const column = createColumnHelper<typeof features, Contact>()

/** The table's own columns only carry rows and their selection: cells are drawn by our layout. */
export const columns = column.columns([column.accessor('name', { id: 'name' })])

const sortFieldOf: Partial<Record<ColumnId, SortField>> = {
  name: 'name',
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
  id: 'id',
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
  labels: {
    unnamed: string
    yes: string
    no: string
    company: (id: number) => string
    user: (id: number) => string
    moreTags: (names: string[]) => string
    morePhones: (values: string[]) => string
    actions: (name: string) => string
    select: (name: string) => string
  }
  /** Address of a contact's page. */
  hrefFor: (id: number) => string
}
