import { act, fireEvent, renderHook, screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { useMemo, useState } from 'react'
import { describe, expect, it } from 'vitest'
import type { Contact } from '#contract/api/contacts.ts'
import {
  allColumns,
  printLayout,
  readLayout,
  widthLimits,
} from '#dashboard/domain/contact-columns.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { moveColumn, setWidth } from './contacts-column-changes.ts'
import { shownColumns, type ListTable } from './contacts-columns.ts'
import { emptySelection } from './contacts-selection.tsx'
import { layoutOf, layoutStateOf, useContactsTable } from './contacts-table-state.ts'

const knows = {
  updatedAt: true,
  responsible: true,
  company: true,
  tags: true,
  nextTask: true,
  authors: true,
}
const can = { knows }
const noContacts: Contact[] = []

/** The table over an address that its changes are written to. */
function useAddressed(first: string) {
  const [address, setAddress] = useState(first)
  const [selection, updateSelection] = useState(emptySelection)
  const table = useContactsTable({
    source: 'main',
    can,
    definitions: undefined,
    layout: useMemo(() => readLayout(address, knows), [address]),
    onLayoutChange: (layout) => setAddress(printLayout(layout)),
    contacts: noContacts,
    selection,
    updateSelection,
  })
  return { address, table }
}

const addressed = (columns: string) => {
  const { result } = renderHook(() => useAddressed(columns))
  const column = (id: string) => result.current.table.getColumn(id)!
  const change = (run: (table: ListTable) => void) => act(() => run(result.current.table))
  return { result, column, change }
}

describe('the state of the table', () => {
  it('is what the address says', () => {
    const { result } = addressed('name*,company:200*,phones,field:77:90')
    const { table } = result.current
    const { columnVisibility, ...state } = table.state
    expect(state).toEqual({
      columnOrder: ['name', 'company', 'phones', 'field:77'],
      columnPinning: { start: ['name', 'company'], end: [] },
      columnSizing: { company: 200, 'field:77': 90 },
      rowSelection: {},
    })
    const hidden = allColumns(knows, []).filter((id) => !state.columnOrder.includes(id))
    expect(columnVisibility).toEqual(Object.fromEntries(hidden.map((id) => [id, false])))
    expect(shownColumns(table).map(({ id }) => id)).toEqual(state.columnOrder)
  })

  it('reads back as the address that it was made of', () => {
    const all = allColumns(knows, [])
    const column = fc.record(
      {
        id: fc.constantFrom(...all, 'field:1' as const, 'field:4400101' as const),
        width: fc.integer(widthLimits),
        isPinned: fc.constant(true),
      },
      { requiredKeys: ['id'] },
    )
    fc.assert(
      fc.property(fc.uniqueArray(column, { selector: (c) => c.id, minLength: 1 }), (columns) => {
        const layout = readLayout(printLayout(columns), knows)
        expect(printLayout(layoutOf(layoutStateOf(layout, all)))).toBe(printLayout(layout))
      }),
    )
  })

  it.each([
    ['to the right', 'phones', 'tags', 'name*,emails*,company,tags,phones'],
    ['to the left', 'tags', 'phones', 'name*,emails*,tags,phones,company'],
    ['among pinned ones', 'emails', 'name', 'emails*,name*,phones,company,tags'],
    ['into the pinned ones, and pins it', 'tags', 'emails', 'name*,tags*,emails*,phones,company'],
    [
      'out of the pinned ones, and unpins it',
      'name',
      'company',
      'emails*,phones,company,name,tags',
    ],
    ['to where it is', 'tags', 'tags', 'name*,emails*,phones,company,tags'],
  ])('writes a column moved %s to the address', (_, from, to, expected) => {
    const { result, column, change } = addressed('name*,emails*,phones,company,tags')
    change((table) => moveColumn(table, column(from), column(to)))
    expect(result.current.address).toBe(expected)
    const ids = expected.replaceAll('*', '').split(',')
    expect(shownColumns(result.current.table).map(({ id }) => id)).toEqual(ids)
  })

  it('writes pins, widths, hidden and shown columns to the address', () => {
    const { result, column, change } = addressed('name*,phones:120,company,tags')
    const steps: [(table: ListTable) => void, string][] = [
      [() => column('company').pin('start'), 'name*,company*,phones:120,tags'],
      [() => column('name').pin(false), 'company*,name,phones:120,tags'],
      [(table) => setWidth(table, column('tags'), 5000), 'company*,name,phones:120,tags:800'],
      [(table) => setWidth(table, column('phones'), undefined), 'company*,name,phones,tags:800'],
      [() => column('company').toggleVisibility(), 'name,phones,tags:800'],
      [() => column('name').toggleVisibility(), 'name,phones,tags:800'],
      [() => column('company').toggleVisibility(), 'name,phones,tags:800,company'],
    ]
    for (const [step, expected] of steps) {
      change(step)
      expect(result.current.address).toBe(expected)
    }
  })
})

it('drags a column to the end, into the address, without sorting by it', async () => {
  const stack = buildStack({ contacts: 3 })
  const { router } = await renderApp('/main/contacts?columns=name*,updatedAt,phones', { stack })
  const table = await screen.findByRole('table', { name: 'Contacts' })
  const heads = () => within(table).getAllByRole('columnheader').slice(1, -1)
  // The handle comes with the part that listens.
  await screen.findByRole('separator', { name: 'Width of “Updated”' })
  const head = within(table).getByRole('columnheader', { name: 'Updated' })
  fireEvent.pointerDown(head, { button: 0, clientX: 10 })
  fireEvent.pointerMove(document, { clientX: 60 })
  expect(heads().map((cell) => cell.hasAttribute('data-drop'))).toEqual([false, false, true])
  fireEvent.pointerUp(document, { clientX: 60 })
  fireEvent.click(within(head).getByRole('button'))
  await waitFor(() =>
    expect(router.state.location.search).toMatchObject({ columns: 'name*,phones,updatedAt' }),
  )
  expect(router.state.location.search).not.toHaveProperty('sort')
  expect(heads().map((cell) => cell.getAttribute('aria-label'))).toEqual([
    'Name',
    'Phone',
    'Updated',
  ])
})
