const margin = 8 // pixels to the edges of the screen
const gap = 4 // pixels to the anchor

/**
 * Keeps a fixed panel below its anchor, or above it if there is more room, whatever scrolls around
 * it; returns a function that stops this. Style sheets may give it a `bottom` (a sheet on phones):
 * then it stays there.
 */
export function placeBelow(panel: HTMLElement, anchor: HTMLElement): () => void {
  const place = () => placeNow(panel, anchor)
  place()
  const size = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(place)
  size?.observe(panel)
  document.addEventListener('scroll', place, { capture: true })
  window.addEventListener('resize', place)
  return () => {
    size?.disconnect()
    document.removeEventListener('scroll', place, { capture: true })
    window.removeEventListener('resize', place)
  }
}

function placeNow(panel: HTMLElement, anchor: HTMLElement): void {
  panel.style.left = ''
  panel.style.top = ''
  if (window.matchMedia?.('(width < 40rem)').matches) return
  const at = anchor.getBoundingClientRect()
  const { offsetHeight: height, offsetWidth: width } = panel
  const room = document.documentElement
  const below = room.clientHeight - at.bottom - gap - margin
  const isBelow = below >= height || below >= at.top - gap - margin
  const left = Math.max(margin, Math.min(at.left, room.clientWidth - margin - width))
  const top = isBelow ? at.bottom + gap : Math.max(margin, at.top - gap - height)
  panel.style.left = `${left}px`
  panel.style.top = `${top}px`
  // An ancestor with containment shifts what is fixed: the difference is measured and removed.
  const shown = panel.getBoundingClientRect()
  panel.style.left = `${2 * left - shown.left}px`
  panel.style.top = `${2 * top - shown.top}px`
}
