import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'

type Props = { read: number; total: number | null; onCancel: () => void }

const spokenEvery = 5000 // milliseconds: often enough to know that it goes on

export function ExportProgress({ read, total, onCancel }: Props) {
  const { t } = useTranslation('tools')
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), []) // the button that began it has gone
  const words =
    total === null
      ? t('export.soFar', { count: read })
      : t('export.progress', { count: read, total })
  const spoken = useNowAndThen(words)
  return (
    <div className="grid gap-3">
      <p className="tabular-nums">{words}</p>
      <div
        role="progressbar"
        aria-label={t('export.reading')}
        aria-valuetext={words}
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
        {spoken}
      </p>
      <p className="text-meta text-quiet">{t('export.keepPageOpen')}</p>
      <div className="flex justify-end">
        <Button ref={cancel} onClick={onCancel}>
          {t('export.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** The text as it was at the last time it was worth saying. */
function useNowAndThen(text: string): string {
  const [said, setSaid] = useState(text)
  const saidAt = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, saidAt.current + spokenEvery - Date.now())
    const timer = setTimeout(() => {
      saidAt.current = Date.now()
      setSaid(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text])
  return said
}
