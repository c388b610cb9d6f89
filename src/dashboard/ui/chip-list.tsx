import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Chip } from './chip.tsx'

type Props = {
  names: readonly string[]
  /** What a chip shows of its name. */
  mark?: (name: string) => ReactNode
  /** Announces those that are not shown. */
  more: (names: string[]) => string
}

/** As many whole chips as fit, and the number of others. Measured before it is painted. */
export function ChipList({ names, mark, more }: Props) {
  const box = useRef<HTMLSpanElement>(null)
  const [count, setCount] = useState(names.length)
  useLayoutEffect(() => {
    const shown = box.current
    if (!shown || typeof ResizeObserver === 'undefined') return
    const measure = () => setCount(countFitting(shown, names.length))
    measure()
    const size = new ResizeObserver(measure)
    size.observe(shown)
    return () => size.disconnect()
  }, [names.length])
  const rest = names.slice(count)
  return (
    <span ref={box} className="chip-list">
      {names.map((name, index) => (
        <span key={name} data-hidden={index >= count || undefined}>
          <Chip title={name}>{mark ? mark(name) : name}</Chip>
        </span>
      ))}
      {rest.length > 0 && (
        <span className="shrink-0 text-meta text-quiet" data-tip={rest.join('\n')}>
          <span aria-hidden>+{rest.length}</span>
          <span className="sr-only">{more(rest)}</span>
        </span>
      )}
    </span>
  )
}

const gap = 4 // pixels, as in the style
const counter = 28 // pixels: the gap and “+99”

function countFitting({ children, clientWidth }: HTMLElement, total: number): number {
  let used = -gap
  for (let index = 0; index < total; index++) {
    used += gap + (children[index]?.getBoundingClientRect().width ?? 0)
    if (used + (index < total - 1 ? counter : 0) > clientWidth) return index
  }
  return total
}
