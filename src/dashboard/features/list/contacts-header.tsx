import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { readSort, type Direction, type Sort, type SortField } from '#contract/api/sort.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { clampWidth, type Column } from '#dashboard/domain/contact-columns.ts'
import { sortFieldFor } from './contacts-columns.ts'
import { useColumnDrag } from './contacts-column-drag.ts'

const ContactsColumnResizer = lazyPart(
  () => import('./contacts-column-resizer.tsx'),
  'ContactsColumnResizer',
)

type Props = {
  columns: Column[]
  columnName: (column: Column) => string
  onLayoutChange: (columns: Column[]) => void
  sorts: SortField[]
  /** The requested order and the order of the rows: another click reverses the requested one. */
  sort: Sort | undefined
  shownSort: Sort | undefined
  onSort: (sort: Sort) => void
  selection: 'none' | 'some' | 'all'
  onSelectAll: (isSelected: boolean) => void
}

export function ContactsHeader(props: Props) {
  const { columns, columnName, onLayoutChange, sorts, sort, onSort, selection, onSelectAll } = props
  const { shownSort } = props
  const { t } = useTranslation()
  const row = useRef<HTMLTableRowElement>(null)
  const grab = useColumnDrag(row, columns, onLayoutChange)
  const asked = sort && readSort(sort)
  const shown = shownSort && readSort(shownSort)
  const setWidth = (id: Column['id'], width: number | undefined) =>
    onLayoutChange(
      columns.map((c) => (c.id === id ? { ...c, width: width && clampWidth(width) } : c)),
    )
  return (
    <thead role="rowgroup">
      <tr role="row" ref={row} className="contacts-row contacts-head">
        <th
          role="columnheader"
          scope="col"
          data-column="select"
          data-label={t('contacts.selectPage')}
        >
          <input
            type="checkbox"
            aria-label={t('contacts.selectPage')}
            checked={selection === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = selection === 'some'
            }}
            onChange={(event) => onSelectAll(event.target.checked)}
            className="size-4 accent-accent"
          />
        </th>
        {columns.map((column, index) => {
          const field = sortFieldFor(column.id, sorts)
          const directionIn = (order: typeof asked) =>
            field && order?.field === field ? order.direction : undefined
          const direction = directionIn(shown)
          const name = columnName(column)
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              data-column={column.id}
              data-pin={column.isPinned ? index + 1 : undefined}
              aria-label={name} // without the name of its resizer
              aria-sort={field && (direction ?? 'none')}
              onPointerDown={(event) => grab(event, index)}
            >
              {field ? (
                <SortButton
                  name={name}
                  direction={direction}
                  onClick={() => onSort(nextSort(field, directionIn(asked)))}
                />
              ) : (
                <span className="truncate" title={name}>
                  {name}
                </span>
              )}
              <Suspense>
                <ContactsColumnResizer
                  columns={columns}
                  column={column}
                  label={t('contacts.columnWidth', { name })}
                  onWidth={(width) => setWidth(column.id, width)}
                />
              </Suspense>
            </th>
          )
        })}
        <th role="columnheader" scope="col" data-column="actions">
          <span className="sr-only">{t('contacts.actionsColumn')}</span>
        </th>
      </tr>
    </thead>
  )
}

function SortButton(props: {
  name: string
  direction: Direction | undefined
  onClick: () => void
}) {
  const { name, direction, onClick } = props
  const Arrow =
    direction === undefined ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={onClick}
      className="-mx-1.5 inline-flex h-7 min-w-0 items-center gap-1 rounded px-1.5 font-strong hover:bg-sunken"
    >
      <span className="truncate">{name}</span>
      <Arrow
        aria-hidden
        className={`size-3.5 shrink-0 ${direction ? 'text-accent' : 'text-quiet'}`}
      />
    </button>
  )
}

/** Names sort ascending first, dates descending; a second click reverses. */
function nextSort(field: SortField, direction: Direction | undefined): Sort {
  if (direction === 'ascending') return `-${field}`
  if (direction === 'descending') return field
  return field === 'createdAt' || field === 'updatedAt' ? `-${field}` : field
}
