import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useLayer } from './layers.ts'

export type MenuItem = {
  key: string
  text: string
  icon?: ReactNode
  /** An item with `href` is a link, so that the browser's handling of links works. */
  href?: string
  isExternal?: boolean
  onSelect?: () => void
}

type Props = {
  label: string
  items: MenuItem[]
  /** Where it opens, in viewport pixels. */
  position: { left: number; top: number }
  onClose: () => void
}

const width = 280 // pixels

/** A menu of actions and links at a point of the viewport, operated by arrow keys, Escape and Back. */
export function Menu({ label, items, position, onClose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useLayer(true, onClose)
  useEffect(() => {
    const opener = document.activeElement
    const shown = list.current
    entries(shown)[0]?.focus()
    const press = (event: Event) => {
      if (!(event.target instanceof Node) || !shown?.contains(event.target)) close.current()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('scroll', press, { capture: true })
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('scroll', press, { capture: true })
      const isLost = document.activeElement === document.body
      if ((isLost || shown?.contains(document.activeElement)) && opener instanceof HTMLElement)
        opener.focus({ preventScroll: true })
    }
  }, [])

  const moveFocus = (event: KeyboardEvent) => {
    const all = entries(list.current)
    const current = all.findIndex((entry) => entry === document.activeElement)
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: all.length - 1 }[
      event.key
    ]
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation()
      if (event.key === 'Escape') event.preventDefault()
      onClose()
    } else if (to !== undefined) {
      event.preventDefault()
      all[(to + all.length) % all.length]?.focus()
    }
  }

  const look =
    'flex w-full items-center gap-2 rounded px-2.5 py-1.5 text-start -outline-offset-2 hover:bg-sunken focus:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet'
  return (
    <div
      ref={list}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={moveFocus}
      style={{
        width,
        left: Math.max(8, Math.min(position.left, window.innerWidth - width - 8)),
        ...(position.top > window.innerHeight * 0.6
          ? { bottom: window.innerHeight - position.top + 36 }
          : { top: position.top }),
      }}
      className="fixed z-30 rounded-float border border-line bg-surface p-1 shadow-lg"
    >
      {items.map(({ key, text, icon, href, isExternal, onSelect }) =>
        href ? (
          <a
            key={key}
            role="menuitem"
            tabIndex={-1}
            href={href}
            {...(isExternal && { target: '_blank', rel: 'noreferrer' })}
            onClick={onClose}
            className={look}
          >
            {icon}
            <span className="truncate">{text}</span>
          </a>
        ) : (
          <button
            key={key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              onClose()
              onSelect?.()
            }}
            className={look}
          >
            {icon}
            <span className="truncate">{text}</span>
          </button>
        ),
      )}
    </div>
  )
}

const entries = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
]
