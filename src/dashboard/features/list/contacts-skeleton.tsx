import { shownColumns, type ListColumn, type ListTable } from './contacts-columns.ts'
import { tableTracks } from './contacts-tracks.ts'

const widths = ['70%', '85%', '60%', '75%', '50%', '80%', '65%']

/** A skeleton with the real header, row height and column widths. */
export function ContactsSkeleton(props: {
  label: string
  table: ListTable
  columnName: (column: ListColumn) => string
}) {
  const { label, table, columnName } = props
  const columns = shownColumns(table)
  return (
    <div
      role="status"
      aria-label={label}
      className="contacts-table after-a-moment"
      style={tableTracks(table)}
    >
      <div aria-hidden className="contacts-row contacts-head">
        <div data-column="select" />
        {columns.map((column) => (
          <div key={column.id} data-column={column.id}>
            {columnName(column)}
          </div>
        ))}
      </div>
      {Array.from({ length: 24 }, (_, row) => (
        <div key={row} aria-hidden className="contacts-row">
          <div data-column="select" />
          {columns.map(({ id }, index) => (
            <div key={id} data-column={id}>
              <span
                className="shimmer h-3 rounded"
                style={{ width: widths[(row * 3 + index * 2) % widths.length] }}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
