import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'

type Props = { read: number; total: number | null; onCancel: () => void }

const announceInterval = 5000 // milliseconds: often enough to show progress

export function ExportProgress({ read, total, onCancel }: Props) {
  const { t } = useTranslation('tools')
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), []) // the button that started it is unmounted
  const text =
    total === null
      ? t('export.soFar', { count: read })
      : t('export.progress', { count: read, total })
  const announcement = useNowAndThen(text)
  return (
    <div className="grid gap-3">
      <p className="tabular-nums">{text}</p>
      <div
        role="progressbar"
        aria-label={t('export.reading')}
        aria-valuetext={text}
        {...(total !== null && {
          'aria-valuemin': 0,
          'aria-valuemax': total,
          'aria-valuenow': read,
        })}
        className="relative h-1.5 overflow-hidden rounded bg-sunken"
      >
        {total === null ? (
          <div className="progress-bar h-full!" />
        ) : (
          <div
            className="h-full bg-accent"
            style={{ width: `${total > 0 ? Math.min(100, (100 * read) / total) : 0}%` }}
          />
        )}
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <p className="text-meta text-quiet">{t('export.keepPageOpen')}</p>
      <div className="flex justify-end">
        <Button ref={cancel} onClick={onCancel}>
          {t('export.stop')}
        </Button>
      </div>
    </div>
  )
}

/** The text, updated at most every `announceInterval`. */
function useNowAndThen(text: string): string {
  const [announced, setAnnounced] = useState(text)
  const announcedAt = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, announcedAt.current + announceInterval - Date.now())
    const timer = setTimeout(() => {
      announcedAt.current = Date.now()
      setAnnounced(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text])
  return announced
}
