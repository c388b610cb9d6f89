import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { readSort, type Direction } from '#contract/api/sort.ts'
import { lazyPart, Nothing, PartFailureContext } from '#dashboard/lib/lazy-part.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { shownColumns, type ListColumn, type ListTable } from './contacts-columns.ts'

const ContactsColumnResizer = lazyPart(
  () => import('./contacts-column-resizer.tsx'),
  'ContactsColumnResizer',
)

type Props = {
  table: ListTable
  columnName: (column: ListColumn) => string
  /** The order of the displayed rows; another one may already be requested. */
  shownSort: string | undefined
}

export function ContactsHeader({ table, columnName, shownSort }: Props) {
  const { t } = useTranslation()
  const [shown] = readSort(shownSort ?? '')
  const isAll = table.getIsAllRowsSelected()
  return (
    <thead role="rowgroup">
      <tr role="row" className="contacts-row contacts-head">
        <th
          role="columnheader"
          scope="col"
          data-column="select"
          data-label={t('contacts.selectPage')}
        >
          <Checkbox
            aria-label={t('contacts.selectPage')}
            checked={isAll}
            isMixed={!isAll && table.getIsSomeRowsSelected()}
            onChange={table.getToggleAllRowsSelectedHandler()}
          />
        </th>
        {shownColumns(table).map((column, index) => {
          const canSort = column.getCanSort()
          const direction = shown?.field === column.id ? shown.direction : undefined
          const name = columnName(column)
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              data-column={column.id}
              data-pin={column.getIsPinned() ? index + 1 : undefined}
              aria-label={name} // without the name of its resizer
              aria-sort={canSort ? (direction ?? 'none') : undefined}
            >
              {canSort ? (
                <SortButton
                  name={name}
                  direction={direction}
                  onClick={() => column.toggleSorting()}
                />
              ) : (
                <span className="truncate" title={name}>
                  {name}
                </span>
              )}
              <PartFailureContext value={Nothing}>
                <Suspense>
                  <ContactsColumnResizer
                    table={table}
                    column={column}
                    label={t('contacts.columnWidth', { name })}
                  />
                </Suspense>
              </PartFailureContext>
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
      className="-mx-1.5 inline-flex h-7 min-w-0 items-center gap-1 rounded px-1.5 font-medium hover:bg-sunken"
    >
      <span className="truncate">{name}</span>
      <Arrow
        aria-hidden
        className={`size-3.5 shrink-0 ${direction ? 'text-accent' : 'text-quiet'}`}
      />
    </button>
  )
}
