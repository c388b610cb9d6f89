import type { ReactNode } from 'react'

type Props = { label: string; columns: string[]; children: ReactNode }

/** A plain table in a box of its own: what is wider than a phone is scrolled there, by keyboard too. */
export function TableBox({ label, columns, children }: Props) {
  return (
    <div
      role="group"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard
      tabIndex={0}
      className="max-h-[70dvh] overflow-auto rounded border border-line bg-surface"
    >
      <table className="w-full text-table">
        <thead className="sticky top-0 bg-surface">
          <tr className="border-b border-line text-quiet">
            {columns.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-start font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line [&_td]:align-top">{children}</tbody>
      </table>
    </div>
  )
}
