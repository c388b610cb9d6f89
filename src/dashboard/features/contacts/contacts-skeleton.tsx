import { columnIds } from './contacts-columns.ts'

const widths = ['70%', '85%', '60%', '75%', '50%', '80%', '65%']

/** The table to come: rows of the true height, columns of the true width. */
export function ContactsSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="contacts-table after-a-moment">
      <div aria-hidden className="contacts-row contacts-head" />
      {Array.from({ length: 18 }, (_, row) => (
        <div key={row} aria-hidden className="contacts-row">
          <div data-column="select" />
          {columnIds.map((id, at) => (
            <div key={id} data-column={id} className="flex items-center">
              <span
                className="shimmer h-3 rounded"
                style={{ width: widths[(row * 3 + at * 2) % widths.length] }}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
