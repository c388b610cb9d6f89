import { useLayoutEffect, useState, type RefObject } from 'react'

/**
 * How many children of a row that wraps are on its first line; the row has the height of one line, and
 * its caller hides the others, which keep their place. Measured before it is painted. `content`
 * identifies the children.
 */
export function useFirstLine(box: RefObject<HTMLElement | null>, content: string): number {
  const [count, setCount] = useState(Infinity)
  useLayoutEffect(() => {
    const row = box.current
    if (!row || typeof ResizeObserver === 'undefined') return
    const measure = () => setCount(countFirst([...row.children]))
    measure()
    const size = new ResizeObserver(measure)
    size.observe(row)
    for (const child of row.children) size.observe(child)
    return () => size.disconnect()
  }, [box, content])
  return count
}

/** Infinity if there is one line only. */
function countFirst(children: Element[]): number {
  const tops = children.map((child) => child.getBoundingClientRect().top)
  const first = tops[0] ?? 0
  const next = tops.findIndex((top) => top > first + 8)
  return next === -1 ? Infinity : next
}
