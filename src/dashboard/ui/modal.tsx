import { X } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useLayer } from './layers.ts'

export type ModalProps = {
  title: string
  closeLabel: string
  /** Called on Escape, on the close button, or on Back. */
  onClose: () => void
  children: ReactNode
}

/**
 * A modal window: takes the focus, keeps it inside and returns it. Its title stays where it is when
 * the content changes.
 */
export function Modal(props: ModalProps) {
  return (
    <TitledModal
      {...props}
      className="mx-auto mt-[min(12dvh,96px)] max-h-[calc(88dvh-8px)] w-[min(560px,100vw-16px)] max-sm:mt-auto max-sm:mb-2 max-sm:max-h-[calc(100dvh-16px)]"
    />
  )
}

/** A window with its title and a close button; `className` gives it its place and size. */
export function TitledModal(props: ModalProps & { className: string }) {
  const { title, closeLabel, onClose, children, className } = props
  const titleId = useId()
  return (
    <ModalFrame labelledBy={titleId} onClose={onClose} className={className}>
      <div className="flex items-center justify-between gap-3 border-b border-line px-5 py-3">
        <h2 id={titleId} className="min-w-0 text-lead font-strong wrap-anywhere">
          {title}
        </h2>
        <button
          type="button"
          aria-label={closeLabel}
          data-tip=""
          onClick={onClose}
          className="-mr-2 inline-flex size-8 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-5 py-4">{children}</div>
    </ModalFrame>
  )
}

type FrameProps = {
  onClose: () => void
  className: string
  children: ReactNode
} & ({ labelledBy: string; label?: never } | { label: string; labelledBy?: never })

/** The window without a header, for callers that draw their own. */
export function ModalFrame({ label, labelledBy, onClose, className, children }: FrameProps) {
  const box = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = box.current
    const opener = document.activeElement
    if (!dialog) return
    dialog.showModal()
    const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? stopsOf(dialog)[0]
    first?.focus()
    return () => {
      // While it is open, nothing outside can be focused.
      dialog.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
    }
  }, [])
  useTabInside(box)
  useLayer(true, onClose)

  return (
    <dialog
      ref={box}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-modal
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // Not on the element itself, whose listeners run before those of what is open inside.
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
      className={`flex-col rounded-float border border-line bg-surface p-0 text-ink shadow-lg backdrop:bg-black/40 open:flex ${className}`}
    >
      {children}
    </dialog>
  )
}

/**
 * Tab cycles inside. A panel that is not modal to the browser has `others`, a selector of what can be
 * reached as well, and cycles while it `isActive`.
 */
export function useTabInside(
  box: React.RefObject<HTMLElement | null>,
  { isActive = true, others }: { isActive?: boolean; others?: string } = {},
) {
  useEffect(() => {
    const dialog = box.current
    if (!dialog || !isActive) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || event.defaultPrevented) return
      const focused = document.activeElement
      if (others && focused?.closest('dialog')) return // opened over the panel
      const boxes = others ? [...document.querySelectorAll(others), dialog] : [dialog]
      const all = boxes.map(stopsOf).filter((stops) => stops.length > 0)
      const step = event.shiftKey ? -1 : 1
      const last = step < 0 ? 0 : -1
      const current = all.findIndex((stops) => stops.some((stop) => stop === focused))
      if (current !== -1 && all[current]?.at(last) !== focused) return
      if (current === -1 && dialog.contains(focused) && focused !== dialog) return
      event.preventDefault()
      all
        .at((current === -1 ? all.length - 1 : current + step) % all.length)
        ?.at(-1 - last)
        ?.focus()
    }
    const target: HTMLElement | Document = others ? document : dialog
    const listen = (event: Event) => {
      if (event instanceof KeyboardEvent) press(event)
    }
    target.addEventListener('keydown', listen)
    return () => target.removeEventListener('keydown', listen)
  }, [box, isActive, others])
}

/** The tab stops inside that are shown; for a radio group only the checked button. */
const stopsOf = (box: Element) =>
  [
    ...box.querySelectorAll<HTMLElement>(
      'input, select, textarea, button, a[href], [tabindex="0"]',
    ),
  ].filter(
    (stop) =>
      !(stop instanceof HTMLInputElement && stop.type === 'radio' && !stop.checked) &&
      (stop.checkVisibility?.() ?? true),
  )
