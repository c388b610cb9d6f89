import { useEffect, useEffectEvent } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { formatTime } from '#dashboard/lib/format.ts'
import type { RowMark } from './live-page.ts'
import './live-marks.css'

const shownFor = 60_000 // milliseconds

type Props = { marks: RowMark[]; onSeen: (ids: number[]) => void }

/**
 * Marks rows that have changed while they were shown, until somebody uses the row or some time has
 * passed. They are put into the rows from here, so that no row is rendered for it.
 */
export function LiveMarks({ marks, onSeen }: Props) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const seen = useEffectEvent(onSeen)
  useEffect(() => {
    if (marks.length === 0) return undefined
    const use = ({ target }: Event) => {
      const row = target instanceof Element ? target.closest('.contacts-row') : null
      const id = Number(row?.getAttribute('data-id'))
      if (marks.some((mark) => mark.id === id)) seen([id])
    }
    const oldest = Math.min(...marks.map(({ at }) => at))
    const timer = setTimeout(
      () => seen(marks.filter(({ at }) => at <= oldest).map(({ id }) => id)),
      Math.max(0, oldest + shownFor - Date.now()),
    )
    document.addEventListener('pointerdown', use)
    document.addEventListener('keydown', use)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerdown', use)
      document.removeEventListener('keydown', use)
    }
  }, [marks])
  return marks.map((mark) => {
    // It was there before: the rows that are shown stay the same elements.
    const cell = document.querySelector(
      `.contacts-row[data-id="${mark.id}"] > [data-column="select"]`,
    )
    if (!cell) return null
    const time = formatTime(mark.at, i18n.language)
    return createPortal(
      <span className="live-mark" data-gone={mark.isGone || undefined}>
        <span className="sr-only">{t(mark.isGone ? 'live.gone' : 'live.changed', { time })}</span>
      </span>,
      cell,
      mark.id,
    )
  })
}
