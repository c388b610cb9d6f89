import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { Contact } from '#contract/api/contacts.ts'
import type { SortField } from '#contract/api/sort.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'

export const features = tableFeatures({ rowSelectionFeature })
const column = createColumnHelper<typeof features, Contact>()

/** The table library manages rows and selection only: cells are rendered by `cellOf`. */
export const columns = column.columns([column.accessor('name', { id: 'name' })])

const sortFieldOf: Partial<Record<ColumnId, SortField>> = {
  name: 'name',
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
  id: 'id',
}

/** The field that this column's header sorts by, if the source supports it. */
export function sortFieldFor(id: ColumnId, sorts: SortField[]): SortField | undefined {
  const field = sortFieldOf[id]
  return field && sorts.includes(field) ? field : undefined
}

export type CellContext = {
  language: string
  /** Milliseconds; the same for all rows of a page. */
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
  /** URL of a contact's page. */
  hrefFor: (id: number) => string
}
