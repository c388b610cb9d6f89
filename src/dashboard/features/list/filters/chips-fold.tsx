import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** As many whole chips as one line has room for, and how many there are besides, which a press shows. */
export function ChipsFold({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['translation', 'setup'])
  const box = useRef<HTMLSpanElement>(null)
  const [{ folded, free }, setLine] = useState<Line>({ folded: 0, free: 0 })
  const [isUnfolded, setUnfolded] = useState(false)
  useLayoutEffect(() => {
    const shown = box.current
    if (!shown || typeof ResizeObserver === 'undefined') return
    const measure = () => {
      const line = fold(shown)
      setLine((now) => (now.folded === line.folded && now.free === line.free ? now : line))
    }
    measure()
    const size = new ResizeObserver(measure)
    size.observe(shown)
    const content = new MutationObserver(measure)
    content.observe(shown, { childList: true, characterData: true, subtree: true })
    return () => {
      size.disconnect()
      content.disconnect()
    }
  }, [isUnfolded])
  const isMore = folded > 0
  const text = t('filters.hidden', { count: folded })
  return (
    <>
      <span ref={box} className="chips-fold" data-unfolded={isUnfolded || undefined}>
        {children}
      </span>
      {/* Its room is always there: a chip less would otherwise make room for it, and the reverse. */}
      <button
        type="button"
        className="chips-more"
        style={{
          visibility: isMore ? undefined : 'hidden',
          translate: isUnfolded ? undefined : `${-free}px`,
        }}
        aria-expanded={isUnfolded}
        aria-label={isUnfolded ? t('filters.fold') : text}
        data-tip=""
        onClick={() => setUnfolded(!isUnfolded)}
      >
        {isUnfolded ? '−' : `+${folded}`}
      </button>
    </>
  )
}

/** How many chips are not in the first line, and the pixels that the others leave free in it. */
type Line = { folded: number; free: number }

/** Marks what is not in the first line. */
function fold(box: HTMLElement): Line {
  const [first, ...others] = [...box.children].filter((child) => child instanceof HTMLElement)
  if (!first) return { folded: 0, free: 0 }
  let folded = 0
  let last = first
  for (const chip of others) {
    const isBelow = chip.offsetTop >= first.offsetTop + first.offsetHeight
    chip.toggleAttribute('data-folded', isBelow && box.dataset['unfolded'] === undefined)
    if (isBelow) folded += 1
    else last = chip
  }
  const free = box.getBoundingClientRect().right - last.getBoundingClientRect().right
  return { folded, free: Math.max(0, Math.floor(free)) }
}
