import type { ReactNode } from 'react'

type Props = {
  label: string
  /** Columns without a width share the rest. */
  columns: { name: string; width?: string }[]
  /** As high as its rows, where it is what the page is about: a box that scrolls would cut the last one. */
  isWhole?: boolean
  children: ReactNode
}

/**
 * A plain table in a box that can also be scrolled by keyboard; columns do not depend on the rows. On
 * phones its rows are cards with one cell per line.
 */
export function TableBox({ label, columns, isWhole = false, children }: Props) {
  return (
    <div
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll only a box that Tab reaches
      tabIndex={0}
      className={`overflow-auto rounded border border-line bg-surface ${isWhole ? '' : 'max-h-[70dvh] max-sm:max-h-none'}`}
    >
      <table className="w-full text-table sm:table-fixed">
        <thead className="sticky top-0 bg-surface max-sm:hidden">
          <tr className="border-b border-line text-quiet">
            {columns.map(({ name, width }) => (
              <th
                key={name}
                scope="col"
                style={{ width }}
                className="px-3 py-2 text-start text-meta font-medium"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line max-sm:[&_td]:block max-sm:[&_td]:py-0.5 max-sm:[&_td]:empty:hidden max-sm:[&_tr]:block max-sm:[&_tr]:py-2 [&_td]:align-top [&_td]:wrap-anywhere">
          {children}
        </tbody>
      </table>
    </div>
  )
}

/** The label of a bare number if the column headers are not shown. */
export function PhoneLabel({ children }: { children: string }) {
  return <span className="hidden text-quiet max-sm:inline">{children} </span>
}
