import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** As many whole chips as one line has room for, and how many there are besides, which a press shows. */
export function ChipsFold({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['translation', 'setup'])
  const box = useRef<HTMLSpanElement>(null)
  const [folded, setFolded] = useState(0)
  const [isUnfolded, setUnfolded] = useState(false)
  useLayoutEffect(() => {
    const shown = box.current
    if (!shown || typeof ResizeObserver === 'undefined') return
    const measure = () => setFolded(fold(shown))
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
        data-none={!isMore || undefined}
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

/** Marks what is not in the first line, and counts it. */
function fold(box: HTMLElement): number {
  const [first, ...others] = [...box.children].filter((child) => child instanceof HTMLElement)
  if (!first) return 0
  let count = 0
  for (const chip of others) {
    const isBelow = chip.offsetTop >= first.offsetTop + first.offsetHeight
    chip.toggleAttribute('data-folded', isBelow && box.dataset['unfolded'] === undefined)
    if (isBelow) count += 1
  }
  return count
}
