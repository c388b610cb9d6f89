import { useLayoutEffect, type RefObject } from 'react'

const margin = 8 // pixels to the edges of the screen
const gap = 4 // pixels to the control
const maxHeight = 360 // pixels: about ten options
const minWidth = 200 // pixels
const maxWidth = 420 // pixels
const phone = 640 // pixels: narrower screens get a sheet

/**
 * Places a panel at its control, below or above by the room there is; on phones it is a sheet above
 * the keyboard. It is not cut off by what scrolls around the control.
 */
export function useOptionsPlace(
  panel: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const shown = panel.current
    const control = anchor.current
    if (!shown || !control) return
    const place = () => placeAt(shown, control)
    place()
    const size = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(place)
    size?.observe(shown)
    const scroll = (event: Event) => {
      if (!(event.target instanceof Node && shown.contains(event.target))) place()
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
  }, [panel, anchor])
}

function placeAt(panel: HTMLElement, control: HTMLElement): void {
  const view = window.visualViewport
  const width = view?.width ?? window.innerWidth
  const height = view?.height ?? window.innerHeight
  const { style } = panel
  const isSheet = width < phone
  panel.toggleAttribute('data-sheet', isSheet)
  if (isSheet) {
    style.width = `${width - 2 * margin}px`
    // What is left above is pressed to close it.
    style.maxHeight = `${height * 0.8}px`
    moveTo(panel, margin, (view?.offsetTop ?? 0) + height - margin - panel.offsetHeight)
    return
  }
  const at = control.getBoundingClientRect()
  const below = height - at.bottom - gap - margin
  const above = at.top - gap - margin
  style.minWidth = `${Math.max(at.width, minWidth)}px`
  style.width = 'max-content'
  style.maxWidth = `${Math.min(Math.max(at.width, maxWidth), width - 2 * margin)}px`
  style.maxHeight = `${maxHeight}px`
  const isBelow = below >= Math.min(panel.offsetHeight, maxHeight) || below >= above
  style.maxHeight = `${Math.min(maxHeight, isBelow ? below : above)}px`
  const isLeft = at.left + panel.offsetWidth <= width - margin
  moveTo(
    panel,
    Math.max(margin, isLeft ? at.left : at.right - panel.offsetWidth),
    isBelow ? at.bottom + gap : at.top - gap - panel.offsetHeight,
  )
}

/** An ancestor with containment shifts what is fixed: the difference is measured and taken off. */
function moveTo(panel: HTMLElement, left: number, top: number): void {
  panel.style.left = `${left}px`
  panel.style.top = `${top}px`
  const got = panel.getBoundingClientRect()
  panel.style.left = `${2 * left - got.left}px`
  panel.style.top = `${2 * top - got.top}px`
}
