import { useEffect, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { aboveCover, coverPage } from './cover-page.ts'
import { useTabInside } from './modal.tsx'

type Props = {
  label: string
  /** Actions in its bar, which stays while the content scrolls. */
  bar: ReactNode
  /** Its edge, if it can be resized where it is beside the page. */
  resizer?: ReactNode
  /** Called on Escape, and on a press beside it while it covers the page. */
  onClose: () => void
  children: ReactNode
}

const narrow = '(width < 64rem)' // that of `max-lg`

/**
 * A panel at the right of a page that stays usable. Where there is no room for both it is a modal
 * drawer over the page, on phones a sheet; only toasts over it can be used as well, which a modal
 * dialog of the browser would not allow. Its page closes it on Back, since it has an entry of the
 * history.
 */
export function SidePanel({ label, bar, resizer, onClose, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const isOver = useIsNarrow()
  useLayoutEffect(() => {
    const panel = box.current
    if (!isOver || !panel) return
    const stop = coverPage(panel)
    if (!panel.contains(document.activeElement)) panel.focus({ preventScroll: true })
    return stop
  }, [isOver])
  useTabInside(box, { isActive: isOver, others: aboveCover })
  useClosing(box, isOver, onClose)
  return (
    <div
      ref={box}
      role={isOver ? 'dialog' : 'complementary'}
      aria-label={label}
      tabIndex={-1}
      className="side-panel relative flex min-h-0 w-[min(var(--panel),50vw)] shrink-0 flex-col border-l border-line bg-page max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:w-[min(30rem,100vw)] max-sm:top-[8%] max-sm:w-full max-sm:rounded-t-float max-sm:border-t max-sm:border-l-0"
    >
      {!isOver && resizer}
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        {bar}
      </div>
      <div className="min-h-0 flex-1 overflow-auto overscroll-contain px-4 pb-6">{children}</div>
    </div>
  )
}

function useClosing(
  box: React.RefObject<HTMLElement | null>,
  isOver: boolean,
  onClose: () => void,
) {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const escape = ({ key, target, defaultPrevented }: KeyboardEvent) => {
      // Inputs handle Escape themselves.
      const isInput = target instanceof HTMLInputElement && target.type !== 'checkbox'
      if (key === 'Escape' && !defaultPrevented && !isInput) close.current()
    }
    document.addEventListener('keydown', escape)
    return () => document.removeEventListener('keydown', escape)
  }, [])
  useEffect(() => {
    if (!isOver) return
    // What is covered is inert, so that the press is on what is around it. Before other listeners,
    // which may remove what was pressed.
    const press = ({ target }: MouseEvent) => {
      if (target instanceof Element && box.current && target.contains(box.current)) close.current()
    }
    document.addEventListener('click', press, { capture: true })
    return () => document.removeEventListener('click', press, { capture: true })
  }, [box, isOver])
}

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia?.(narrow)
      media?.addEventListener('change', listener)
      return () => media?.removeEventListener('change', listener)
    },
    () => window.matchMedia?.(narrow).matches ?? false,
  )
}
