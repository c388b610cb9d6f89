import type { ReactNode } from 'react'

type Props = {
  label: string
  /** Column headers: one for the rows, then one for each number. */
  columns: string[]
  rows: Row[]
}

export type Row = {
  key: string
  name: ReactNode
  cells: Cell[]
  /** A row for contacts without a value: shown without a bar. */
  isBarless?: boolean
}

export type Cell = {
  /** Null: unknown. */
  value: number | null
  /** The number as shown, or a text instead of it. */
  text: ReactNode
}

/** Numbers with bars: a chart that is a plain table for assistive technology. */
export function BarTable({ label, columns, rows }: Props) {
  // Each column has its own scale: a column of much larger numbers would flatten the others.
  const maxOf = (index: number) =>
    Math.max(1, ...rows.map(({ cells, isBarless }) => (isBarless ? 0 : (cells[index]?.value ?? 0))))
  return (
    <table
      aria-label={label}
      className="w-full table-fixed text-table [--value-width:3.5rem] max-sm:[--value-width:0px]"
    >
      <thead>
        <tr className="border-b border-line text-quiet">
          {columns.map((name, index) => (
            <th
              key={name}
              scope="col"
              className={`px-4 py-2 text-start font-normal max-sm:px-3 max-sm:first:pl-4 ${index === 0 ? 'w-2/5' : ''}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map(({ key, name, cells, isBarless }) => (
          <tr key={key}>
            <th
              scope="row"
              className="px-4 py-1.5 text-start font-normal wrap-anywhere max-sm:pr-3"
            >
              {name}
            </th>
            {cells.map(({ value, text }, index) => (
              <td key={columns[index + 1]} className="px-4 py-1.5 tabular-nums max-sm:px-3">
                {value === null || isBarless ? (
                  <span className="text-quiet">{text}</span>
                ) : (
                  // On phones the number is above its bar, otherwise at its end.
                  <span className="flex items-center gap-x-2 max-sm:flex-col-reverse max-sm:items-start">
                    <span
                      aria-hidden
                      className="value-bar h-2 shrink-0 rounded-sm bg-accent/55 max-sm:mb-1"
                      style={{
                        width: `calc((100% - var(--value-width)) * ${value / maxOf(index)})`,
                      }}
                    />
                    {/* Numbers are ink whether they lead somewhere or not; the line says that they do. */}
                    <span className="[&>a]:text-ink [&>a]:underline [&>a]:decoration-strong [&>a]:underline-offset-3 [&>a]:hover:text-accent [&>a]:hover:decoration-current">
                      {text}
                    </span>
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
