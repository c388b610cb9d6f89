import { functionalUpdate, useTable } from '@tanstack/react-table'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { readAttributeKey } from '#contract/model/attribute.ts'
import { allColumns, type Column, type ColumnId } from '#dashboard/domain/contact-columns.ts'
import { columnsFor, features, type ListState, type ListTable } from './contacts-columns.ts'
import { selectedRows, withSelectedRows, type ContactSelection } from './contacts-selection.tsx'

type LayoutState = Pick<
  ListState,
  'columnOrder' | 'columnPinning' | 'columnSizing' | 'columnVisibility'
>

type Options = {
  source: string
  can: Pick<Capabilities, 'knows'>
  /** The account's field definitions; undefined until they are loaded. */
  definitions: FieldDefinition[] | undefined
  /** The columns of the URL. */
  layout: Column[]
  onLayoutChange: (layout: Column[]) => void
  contacts: Contact[]
  selection: ContactSelection
  updateSelection: (change: (selection: ContactSelection) => ContactSelection) => void
}

const rowIdOf = (contact: Contact) => String(contact.id)

/**
 * The table of the list. Its state is controlled: columns by the URL, selected rows by the selection. Changes are reported as the next URL or selection; the table stores nothing.
 */
export function useContactsTable(options: Options): ListTable {
  const { can, definitions, layout, contacts, selection, updateSelection } = options
  const ids = useMemo(() => {
    const known = allColumns(can.knows, definitions ?? [])
    return [...new Set([...known, ...layout.map(({ id }) => id)])]
  }, [can.knows, definitions, layout])
  const columns = useMemo(() => columnsFor(ids), [ids])
  const layoutState = useMemo(() => layoutStateOf(layout, ids), [layout, ids])
  const rowSelection = useMemo(() => selectedRows(selection, contacts), [selection, contacts])

  // An action may change two parts of the layout; the second change is based on the first.
  const next = useRef<LayoutState>(undefined)
  useLayoutEffect(() => {
    next.current = undefined
  })
  const change = (part: (state: LayoutState) => Partial<LayoutState>) => {
    const before = next.current ?? layoutState
    next.current = { ...before, ...part(before) }
    options.onLayoutChange(layoutOf(next.current))
  }
  return useTable({
    features,
    columns,
    data: contacts,
    meta: { source: options.source },
    getRowId: rowIdOf,
    state: { ...layoutState, rowSelection },
    onColumnOrderChange: (to) =>
      change((old) => ({ columnOrder: functionalUpdate(to, old.columnOrder) })),
    onColumnPinningChange: (to) =>
      change((old) => ({ columnPinning: functionalUpdate(to, old.columnPinning) })),
    onColumnSizingChange: (to) =>
      change((old) => ({ columnSizing: functionalUpdate(to, old.columnSizing) })),
    onColumnVisibilityChange: (to) =>
      change((old) => ({ columnVisibility: functionalUpdate(to, old.columnVisibility) })),
    onRowSelectionChange: (to) =>
      updateSelection((old) =>
        withSelectedRows(old, contacts, functionalUpdate(to, selectedRows(old, contacts))),
      ),
  })
}

/** The columns of a URL as table state; the other columns of `ids` are hidden. */
export function layoutStateOf(layout: Column[], ids: ColumnId[]): LayoutState {
  const columnOrder = layout.map(({ id }) => id)
  const hidden = ids.filter((id) => !columnOrder.includes(id))
  return {
    columnOrder,
    columnPinning: { start: layout.filter((c) => c.isPinned).map(({ id }) => id), end: [] },
    columnSizing: Object.fromEntries(
      layout.flatMap(({ id, width }) => (width === undefined ? [] : [[id, width] as const])),
    ),
    columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])),
  }
}

/** The table state as columns of a URL; a newly shown column comes last. */
export function layoutOf(state: LayoutState): Column[] {
  const { columnOrder, columnPinning, columnSizing, columnVisibility } = state
  const { start } = columnPinning
  return [...new Set([...start, ...columnOrder, ...Object.keys(columnVisibility)])]
    .filter((id) => columnVisibility[id] !== false)
    .flatMap((text): Column[] => {
      const id = readAttributeKey(text)
      if (id === undefined) return []
      return [{ id, width: columnSizing[id], isPinned: start.includes(id) }]
    })
}
