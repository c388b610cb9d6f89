import { useRef, type ReactNode } from 'react'
import { useTabInside } from './modal.tsx'

type Props = {
  label: string
  /** Actions in its bar, which stays while the content scrolls. */
  bar: ReactNode
  children: ReactNode
}

const narrow = '(width < 64rem)' // that of `max-lg`

/**
 * A panel at the right of a page that stays usable. Where there is no room for both it is a drawer
 * over the page, on phones a sheet: Tab stays inside. It is not modal, so that toasts over it can be
 * used. Its page closes it on Escape, and on Back, since it has an entry of the history.
 */
export function SidePanel({ label, bar, children }: Props) {
  const box = useRef<HTMLElement>(null)
  useTabInside(box, narrow)
  return (
    <aside
      ref={box}
      aria-label={label}
      className="side-panel flex min-h-0 w-120 shrink-0 flex-col border-l border-line bg-page max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:w-[min(30rem,100vw)] max-sm:top-[8%] max-sm:w-full max-sm:rounded-t-float max-sm:border-t max-sm:border-l-0"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        {bar}
      </div>
      <div className="min-h-0 flex-1 overflow-auto overscroll-contain px-4 pb-6">{children}</div>
    </aside>
  )
}
