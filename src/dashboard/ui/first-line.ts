import { useLayoutEffect, useState, type RefObject } from 'react'

/**
 * How many children of a row that wraps are on its first line; the row has the height of one line, and
 * its caller hides the others, which keep their place. Measured before it is painted. `content`
 * identifies the children; `room`: what is as wide as there is room, for a row that ends with its line.
 */
export function useFirstLine(
  box: RefObject<HTMLElement | null>,
  content: string,
  room?: RefObject<HTMLElement | null>,
): number {
  const [count, setCount] = useState(Infinity)
  useLayoutEffect(() => {
    const row = box.current
    if (!row || typeof ResizeObserver === 'undefined') return
    const measure = () => setCount(countFirst(row, room !== undefined))
    measure()
    const size = new ResizeObserver(measure)
    size.observe(room?.current ?? row)
    for (const child of row.children) size.observe(child)
    return () => size.disconnect()
  }, [box, content, room])
  return count
}

/** Infinity if there is one line only. */
function countFirst(row: HTMLElement, endsWithLine: boolean): number {
  row.style.width = ''
  const children = [...row.children]
  const boxes = children.map((child) => child.getBoundingClientRect())
  const top = boxes[0]?.top ?? 0
  const count = boxes.findIndex((at) => at.top > top + 8)
  if (count === -1) return Infinity
  // Whole pixels, so that the last one does not wrap for a fraction.
  const length = Math.ceil((boxes[count - 1]?.right ?? 0) - row.getBoundingClientRect().left)
  if (endsWithLine) row.style.width = `${length}px`
  return count
}
