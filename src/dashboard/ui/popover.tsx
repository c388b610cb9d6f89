import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { coverPage, isSheet } from './cover-page.ts'
import { useLayer } from './layers.ts'
import { typeInto } from './type-into.ts'

type Props = {
  /** The accessible name of the panel. */
  label: string
  isOpen: boolean
  onClose: () => void
  /** The button that opens it, with `aria-expanded` set by the caller. */
  trigger: ReactNode
  children: ReactNode
  className?: string
  /**
   * Places the panel at its control, which it is as wide as, if a scrolling ancestor would clip it;
   * returns a function that stops this.
   */
  place?: (panel: HTMLElement, control: HTMLElement) => () => void
}

/**
 * A panel below its button: takes the focus, returns it, and closes on Escape, on Back, on a
 * press outside and when the focus leaves it. On phones it is a modal sheet at the bottom.
 */
export function Popover(props: Props) {
  const { label, isOpen, onClose, trigger, children, className = '', place } = props
  const box = useRef<HTMLSpanElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  /** Characters typed before the input was rendered. */
  const typed = useRef('')
  /** What had the focus before it opened. */
  const lastFocused = useRef<Element>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  useLayer(isOpen, onClose)

  useLayoutEffect(() => {
    const shown = panel.current
    if (!isOpen || !shown) return
    typed.current = ''
    const stopPlacing = place && box.current ? place(shown, box.current) : keepInside(shown)
    const uncover = isSheet() ? coverPage(shown) : undefined
    // Content that loads later may make it wider, and may contain the first focusable element.
    const content = new MutationObserver(() => {
      const stop = document.activeElement === shown && firstStop(shown)
      if (!stop) return
      stop.focus()
      if (stop instanceof HTMLInputElement && typed.current) typeInto(stop, typed.current)
      typed.current = ''
    })
    content.observe(shown, { childList: true, subtree: true })
    return () => {
      content.disconnect()
      stopPlacing?.()
      uncover?.()
    }
  }, [isOpen, place])

  useEffect(() => {
    if (!isOpen) return
    const shown = panel.current
    const focused = document.activeElement
    const isInside = shown?.contains(focused) ?? false
    // Content that is there at once has taken the focus before.
    const opener = isInside ? lastFocused.current : focused
    if (shown && !isInside) (firstStop(shown) ?? shown).focus()
    const press = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close.current()
    }
    // What had the focus may have been removed: a key then reaches the page only.
    const escape = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && isLost() && !event.defaultPrevented) close.current()
    }
    // What a sheet covers must not get the rest of the press that closes it.
    const type = isSheet() ? 'click' : 'pointerdown'
    document.addEventListener(type, press, true)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener(type, press, true)
      document.removeEventListener('keydown', escape)
      if ((isLost() || shown?.contains(document.activeElement)) && opener instanceof HTMLElement)
        opener.focus()
    }
  }, [isOpen])

  return (
    <span
      ref={box}
      role="presentation"
      onFocus={({ target }) => {
        if (!isOpen) lastFocused.current = target
      }}
      className={`relative min-w-0 ${place ? 'flex w-full' : 'inline-flex'}`}
      onKeyDown={(event) => {
        if (event.target === panel.current && isText(event)) {
          typed.current += event.key
          event.preventDefault()
        }
        if (event.key !== 'Escape' || !isOpen || event.isDefaultPrevented()) return
        event.preventDefault() // a dialog around it remains open
        event.stopPropagation()
        onClose()
      }}
      onBlur={(event) => {
        const next = event.relatedTarget
        if (isOpen && next instanceof Node && !box.current?.contains(next)) onClose()
      }}
    >
      {trigger}
      {isOpen && (
        <div
          ref={panel}
          role="dialog"
          aria-label={label}
          tabIndex={-1}
          className={`popover-panel ${place ? 'fixed!' : ''} ${className}`}
        >
          {children}
        </div>
      )}
    </span>
  )
}

const isLost = () => document.activeElement === document.body

const stops = 'input, select, textarea, button, a[href], [tabindex="0"]'

const firstStop = (panel: HTMLElement) => panel.querySelector<HTMLElement>(stops)

const isText = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey

/** Moves a panel that overflows at the right to the left, whenever its size changes. */
function keepInside(panel: HTMLElement): (() => void) | undefined {
  moveInside(panel)
  if (typeof ResizeObserver === 'undefined') return undefined
  const size = new ResizeObserver(() => moveInside(panel))
  size.observe(panel)
  return () => size.disconnect()
}

function moveInside(panel: HTMLElement) {
  panel.style.left = ''
  if (getComputedStyle(panel).position === 'fixed') return
  const { right } = panel.getBoundingClientRect()
  const room = document.documentElement.clientWidth - 16
  if (right > room) panel.style.left = `${room - right}px`
}
