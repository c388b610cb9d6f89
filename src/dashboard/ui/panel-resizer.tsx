import { useState, type KeyboardEvent, type PointerEvent } from 'react'

const limits = { min: 360, max: 800 } // pixels
const usual = 480
const step = 16 // pixels per arrow key

/** The width of the side panel, which public/theme.js sets before the first paint. */
const show = (width: number | undefined) => {
  const { style } = document.documentElement
  if (width === undefined) style.removeProperty('--panel')
  else style.setProperty('--panel', `${width}px`)
}

/** At most what leaves half of the window to the list. */
const clamp = (width: number): number =>
  Math.round(Math.max(limits.min, Math.min(width, limits.max, window.innerWidth / 2)))

type Props = {
  label: string
  /** The width in pixels; 0 unless it was changed. */
  stored: number
  /** Called with the width that was chosen; undefined: the usual one. */
  onKeep: (width: number | undefined) => void
}

/** The edge of the side panel: resizes it by pointer or arrow keys; a double click or Home resets it. */
export function PanelResizer({ label, stored, onKeep }: Props) {
  const [width, setWidth] = useState(() => clamp(stored || usual))
  const keep = (next: number | undefined) => {
    show(next)
    setWidth(next ?? clamp(usual))
    onKeep(next)
  }
  const pull = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    const grip = event.currentTarget
    const right = grip.parentElement?.getBoundingClientRect().right ?? window.innerWidth
    let next: number | undefined
    grip.setPointerCapture(event.pointerId)
    // While it is dragged only the style changes; it is stored at the end.
    const move = ({ clientX }: globalThis.PointerEvent) => {
      next = clamp(right - clientX)
      show(next)
    }
    const end = () => {
      grip.removeEventListener('pointermove', move)
      grip.removeEventListener('pointerup', end)
      grip.removeEventListener('pointercancel', end)
      if (next !== undefined) keep(next)
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('pointerup', end)
    grip.addEventListener('pointercancel', end)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: step, ArrowRight: -step }[event.key]
    if (by === undefined && event.key !== 'Home') return
    event.preventDefault()
    keep(by === undefined ? undefined : clamp(width + by))
  }
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      aria-valuenow={width}
      className="panel-resizer"
      onPointerDown={pull}
      onDoubleClick={() => keep(undefined)}
      onKeyDown={press}
    />
  )
}
