import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { readSort, type Direction, type Sort, type SortField } from '#contract/api/sort.ts'
import { sortFieldFor, type ColumnId } from './contacts-columns.ts'

type Props = {
  columns: ColumnId[]
  sorts: SortField[]
  sort: Sort | undefined
  onSort: (sort: Sort) => void
  selection: 'none' | 'some' | 'all'
  onSelectAll: (isSelected: boolean) => void
}

export function ContactsHead({ columns, sorts, sort, onSort, selection, onSelectAll }: Props) {
  const { t } = useTranslation()
  const current = sort && readSort(sort)
  return (
    <thead role="rowgroup">
      <tr role="row" className="contacts-row contacts-head">
        <th
          role="columnheader"
          scope="col"
          data-column="select"
          data-words={t('contacts.selectPage')}
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
        {columns.map((id) => {
          const field = sortFieldFor(id, sorts)
          const direction = field && current?.field === field ? current.direction : undefined
          return (
            <th
              key={id}
              role="columnheader"
              scope="col"
              data-column={id}
              aria-sort={field && (direction ?? 'none')}
            >
              {field ? (
                <SortButton
                  name={t(`contacts.columns.${id}`)}
                  direction={direction}
                  onClick={() => onSort(nextSort(field, direction))}
                />
              ) : (
                <span className="truncate">{t(`contacts.columns.${id}`)}</span>
              )}
            </th>
          )
        })}
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

/** Names begin at A, dates with the newest; a second click turns it round. */
function nextSort(field: SortField, direction: Direction | undefined): Sort {
  if (direction === 'ascending') return `-${field}`
  if (direction === 'descending') return field
  return field === 'createdAt' || field === 'updatedAt' ? `-${field}` : field
}
