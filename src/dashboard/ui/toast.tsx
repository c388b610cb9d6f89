import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

/** A message over the page, in the user's language. */
export type Toast = {
  id: string
  text: string
  /** What it tells of, on a line of its own. */
  detail?: string | undefined
  /** The way to what it tells of. */
  link?: ToastAction | undefined
  action?: ToastAction | undefined
  /** Stays until it is closed, since it tells of something that lasts. */
  isLasting?: boolean | undefined
}

type ToastAction = { text: string; run: () => void }

type Props = {
  toasts: readonly Toast[]
  /** The accessible name of the region. */
  label: string
  closeLabel: string
  onClose: (id: string) => void
}

const shownMs = 8000 // enough to read two lines and to press the action

/** Toasts over the lower edge of the page, announced politely; nothing moves below them. */
export function Toasts({ toasts, label, closeLabel, onClose }: Props) {
  // Screen readers announce what is added to a region that they already know.
  const [isReady, setIsReady] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => setIsReady(true))
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <section
      aria-label={label}
      data-above-cover=""
      className="pointer-events-none fixed inset-x-2 bottom-16 z-40 grid justify-items-center gap-2 print:hidden"
    >
      <div role="status" className="contents">
        {isReady &&
          toasts.map((toast) => (
            <ToastBox
              key={toast.id}
              toast={toast}
              closeLabel={closeLabel}
              onClose={() => onClose(toast.id)}
            />
          ))}
      </div>
    </section>
  )
}

type BoxProps = { toast: Toast; closeLabel: string; onClose: () => void }

function ToastBox({ toast, closeLabel, onClose }: BoxProps) {
  const { text, detail, link, action, isLasting = false } = toast
  const [isHovered, setIsHovered] = useState(false)
  const [isFocused, setIsFocused] = useState(false)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  const isHeld = isLasting || isHovered || isFocused
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => close.current(), shownMs)
    return () => clearTimeout(timer)
  }, [isHeld])
  return (
    <div
      role="presentation"
      // Of work that goes on: its text changes, and must not move it.
      className={`pointer-events-auto flex max-w-140 items-center gap-3 rounded-float border border-line bg-surface py-2 pr-2 pl-4 shadow-lg ${link ? 'w-110' : ''}`}
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault() // a dialog around it remains open
        event.stopPropagation()
        onClose()
      }}
    >
      <span className="min-w-0 flex-1 wrap-anywhere">
        {text}
        {detail && (
          <>
            {' '}
            <span className="line-clamp-2 text-meta text-quiet">{detail}</span>
          </>
        )}
      </span>
      {[link, action].map(
        (item) =>
          item && (
            <button
              key={item.text}
              type="button"
              onClick={() => {
                item.run()
                onClose()
              }}
              className="-mx-1 shrink-0 rounded px-2 py-1 text-accent hover:bg-sunken pointer-coarse:min-h-11"
            >
              {item.text}
            </button>
          ),
      )}
      <button
        type="button"
        aria-label={closeLabel}
        data-tip=""
        onClick={onClose}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
