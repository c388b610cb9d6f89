import { isSheet } from './cover-page.ts'

const margin = 8 // pixels to the edges of the screen
const gap = 4 // pixels to the anchor

/** Pixels. Without limits, style sheets give the panel its size, and its place on phones. */
export type PanelLimits = {
  minWidth: number
  maxWidth: number
  maxHeight: number
  /** Whether its content may change: where it could move its beginning, it is as high as it may be. */
  isReserved: boolean
}

/**
 * Keeps a fixed panel below its anchor, or above it if there is more room, whatever scrolls around
 * it; returns a function that stops this. On phones a panel with limits is a sheet above the
 * keyboard (`data-sheet`).
 */
export function placeBelow(
  panel: HTMLElement,
  anchor: HTMLElement,
  limits?: PanelLimits,
): () => void {
  let side: Side | undefined
  const place = () => {
    side = placeNow(panel, anchor, limits)
  }
  place()
  const size =
    typeof ResizeObserver === 'undefined'
      ? undefined
      : new ResizeObserver(() => placeNow(panel, anchor, limits, side))
  size?.observe(panel)
  const scroll = (event: Event) => {
    if (!(event.target instanceof Node && panel.contains(event.target))) place()
  }
  document.addEventListener('scroll', scroll, { capture: true })
  window.addEventListener('resize', place)
  window.visualViewport?.addEventListener('resize', place)
  return () => {
    size?.disconnect()
    document.removeEventListener('scroll', scroll, { capture: true })
    window.removeEventListener('resize', place)
    window.visualViewport?.removeEventListener('resize', place)
  }
}

/** Where a panel is in relation to its anchor. */
type Side = 'below' | 'above'

/** Returns the side; one that is passed is kept, for content that changes. */
function placeNow(
  panel: HTMLElement,
  anchor: HTMLElement,
  limits: PanelLimits | undefined,
  side?: Side,
): Side | undefined {
  const view = window.visualViewport
  const width = view?.width ?? window.innerWidth
  const height = view?.height ?? window.innerHeight
  const { style } = panel
  const isPhone = isSheet()
  panel.toggleAttribute('data-sheet', isPhone && limits !== undefined)
  if (isPhone && limits) {
    style.minWidth = ''
    style.maxWidth = ''
    style.width = `${width - 2 * margin}px`
    // What is left above is pressed to close it.
    style.maxHeight = `${height * 0.8}px`
    style.height = limits.isReserved ? style.maxHeight : ''
    moveTo(panel, margin, (view?.offsetTop ?? 0) + height - margin - panel.offsetHeight)
    return side
  }
  if (isPhone) {
    style.left = ''
    style.top = ''
    return side
  }
  const at = anchor.getBoundingClientRect()
  const below = height - at.bottom - gap - margin
  const above = at.top - gap - margin
  if (limits) {
    style.minWidth = `${Math.max(at.width, limits.minWidth)}px`
    style.width = 'max-content'
    style.maxWidth = `${Math.min(Math.max(at.width, limits.maxWidth), width - 2 * margin)}px`
    style.maxHeight = `${limits.maxHeight}px`
  }
  const wanted = limits?.isReserved ? limits.maxHeight : panel.offsetHeight
  const isBelow = side ? side === 'below' : below >= wanted || below >= above
  if (limits) {
    style.maxHeight = `${Math.min(limits.maxHeight, isBelow ? below : above)}px`
    style.height = limits.isReserved && !isBelow ? style.maxHeight : ''
  }
  const free = width - margin - panel.offsetWidth
  const left = at.left <= free ? at.left : Math.min(at.right - panel.offsetWidth, free)
  const top = isBelow ? at.bottom + gap : at.top - gap - panel.offsetHeight
  moveTo(panel, Math.max(margin, left), Math.max(margin, top))
  return isBelow ? 'below' : 'above'
}

/** An ancestor with containment shifts what is fixed: the difference is measured and removed. */
function moveTo(panel: HTMLElement, left: number, top: number): void {
  panel.style.left = `${left}px`
  panel.style.top = `${top}px`
  const shown = panel.getBoundingClientRect()
  panel.style.left = `${2 * left - shown.left}px`
  panel.style.top = `${2 * top - shown.top}px`
}
