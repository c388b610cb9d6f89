import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { Suspense, type MouseEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { readSort, type Direction } from '#contract/api/sort.ts'
import { readAttributeKey, type AttributeKey } from '#contract/model/attribute.ts'
import { canSortBy, type SortSupport } from '#dashboard/domain/contacts-sort.ts'
import { lazyPart, Nothing, PartFailureContext } from '#dashboard/lib/lazy-part.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { shownColumns, type ListColumn, type ListTable } from './contacts-columns.ts'

const ContactsColumnResizer = lazyPart(
  () => import('./contacts-column-resizer.tsx'),
  'ContactsColumnResizer',
)
const ContactsSortPosition = lazyPart(
  () => import('./contacts-sort-position.tsx'),
  'ContactsSortPosition',
)

type Props = {
  table: ListTable
  columnName: (column: ListColumn) => string
  /** The order of the displayed rows; another one may already be requested. */
  shownSort: string | undefined
  can: SortSupport
  /** A press on a head; added: beside the attributes that already sort. */
  onSort: (field: AttributeKey, isAdded: boolean) => void
}

export function ContactsHeader({ table, columnName, shownSort, can, onSort }: Props) {
  const { t } = useTranslation()
  const terms = readSort(shownSort ?? '')
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
          const name = columnName(column)
          const field = canSortBy(column.id, can) && readAttributeKey(column.id)
          const at = terms.findIndex((term) => term.field === column.id)
          const direction = terms[at]?.direction
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              data-column={column.id}
              data-pin={column.getIsPinned() ? index + 1 : undefined}
              aria-label={name} // without the name of its resizer
              // Of one head only; the buttons of the others tell their place in the order.
              aria-sort={field && at < 1 ? (direction ?? 'none') : undefined}
            >
              {field ? (
                <SortButton
                  name={name}
                  direction={direction}
                  position={terms[1] && at + 1}
                  onClick={({ shiftKey }) => onSort(field, shiftKey)}
                />
              ) : (
                <span className="truncate" data-tip={name}>
                  {name}
                </span>
              )}
              <Part>
                <ContactsColumnResizer
                  table={table}
                  column={column}
                  label={t('contacts.columnWidth', { name })}
                />
              </Part>
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
  /** Its place in an order of several columns, from 1. */
  position: number | undefined
  onClick: (event: MouseEvent) => void
}) {
  const { name, direction, position, onClick } = props
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
      {direction && position && (
        <Part>
          <ContactsSortPosition direction={direction} position={position} />
        </Part>
      )}
    </button>
  )
}

/** A part without which the list is usable. */
export const Part = ({ children }: { children: ReactNode }) => (
  <PartFailureContext value={Nothing}>
    <Suspense>{children}</Suspense>
  </PartFailureContext>
)
