import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  type Column,
  type ReactTable,
  type TableState,
} from '@tanstack/react-table'
import { useQuery } from '@tanstack/react-query'
import { useCallback, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import {
  fieldOf,
  comfortableWidth,
  widthLimits,
  type ColumnId,
  type StandardColumn,
} from '#dashboard/domain/contact-columns.ts'

const tableMeta: { source: string } = { source: '' } // its type alone counts

export const features = tableFeatures({
  tableMeta,
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
})
const helper = createColumnHelper<typeof features, Contact>()

/** The table instance of the list, with column order, visibility, sizes, pins and selection. */
export type ListTable = ReactTable<typeof features, Contact>
export type ListColumn = Column<typeof features, Contact>
export type ListState = TableState<typeof features>

/** Columns for the table library; cells are rendered by our layout. */
export const columnsFor = (ids: ColumnId[]) =>
  helper.columns(
    ids.map((id) =>
      helper.accessor((contact) => contactValue(contact, id), {
        id,
        size: comfortableWidth(id),
        minSize: widthLimits.min,
        maxSize: widthLimits.max,
        // The name links to the contact.
        enableHiding: id !== 'name',
      }),
    ),
  )

/** The visible columns in display order, pinned columns first. */
export const shownColumns = (table: ListTable): ListColumn[] =>
  table.getLeafHeaders().map(({ column }) => column)

export type CellContext = {
  language: string
  /** Milliseconds; the same for all rows of a page. */
  now: number
  labels: {
    unnamed: string
    unknown: string
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
  /** URL of a company's page; undefined: there is none. */
  companyHref?: ((id: number) => string) | undefined
  /** A text with the parts that match the search. */
  mark: (text: string) => ReactNode
  /** Draws cells instead, with where they match the search. */
  draw?: ((id: ColumnId, contact: Contact, context: CellContext) => ReactNode) | undefined
}

/** The account's field definitions; requested if a column shows a field, or already cached. */
export const useListedFields = (source: string, columns: { id: string }[]) =>
  useQuery({
    ...directoryQueries.fields(source),
    enabled: columns.some(({ id }) => fieldOf(id) !== undefined),
  }).data?.items

/** The display names of the list's columns. */
export function useColumnName(definitions: FieldDefinition[] | undefined) {
  const { t } = useTranslation()
  return useCallback(
    ({ id }: { id: string }): string => {
      const field = fieldOf(id)
      if (field === undefined) return t(`attributes.${id as StandardColumn}`) // no field: ours
      // The header is empty until the account's fields are loaded.
      return definitions?.find((d) => d.id === field)?.name ?? (definitions ? String(field) : '')
    },
    [definitions, t],
  )
}
