import type { ReactNode } from 'react'

type Props = {
  label: string
  /** Actions in its bar, which stays while the content scrolls. */
  bar: ReactNode
  children: ReactNode
}

/**
 * A panel at the right of a page that stays usable; where there is no room for both it covers the
 * page. What must be answered first is a drawer.
 */
export function SidePanel({ label, bar, children }: Props) {
  return (
    <aside
      aria-label={label}
      className="flex min-h-0 w-120 shrink-0 flex-col border-l border-line bg-page max-lg:fixed max-lg:inset-0 max-lg:z-20 max-lg:w-auto max-lg:border-l-0"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        {bar}
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-6">{children}</div>
    </aside>
  )
}
