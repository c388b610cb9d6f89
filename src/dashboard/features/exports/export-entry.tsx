import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportedFile } from '#contract/api/exports.ts'
import { secondsLeft, withSample, type Sample } from '#dashboard/domain/job-pace.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { ProgressBar } from '#dashboard/ui/progress-bar.tsx'
import { useExportMessages } from './export-messages.ts'
import { fileHref, isOpen, useExportActions } from './export-queries.ts'

/** `now`: when this was known of it, in milliseconds. */
type Props = { file: ExportedFile; now: number }

/** An export of a list: its name, how far it is or what came of it, and what one can do with it. */
export function ExportEntry({ file, now }: Props) {
  const { i18n } = useTranslation('exports')
  const messages = useExportMessages()
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="row-name wrap-anywhere">{file.name}</p>
        <p className="text-quiet tabular-nums">
          <Moment
            iso={file.createdAt}
            text={formatRelative(file.createdAt, i18n.language, now)}
            exact={formatMoment(file.createdAt, i18n.language)}
          />
          {file.state === 'ready' && ` · ${messages.expiry(file)}`}
        </p>
        <ExportResult file={file} now={now} />
      </div>
      <div className="flex flex-wrap items-start gap-2 sm:justify-end">
        <ExportButtons file={file} />
      </div>
    </li>
  )
}

/** How far an export is, or what came of it. */
export function ExportResult({ file, now }: Props) {
  const { t } = useTranslation('exports')
  const messages = useExportMessages()
  const left = useSecondsLeft(file, now)
  const text = messages.progress(file, left)
  const result = messages.result(file)
  return (
    <div className="grid gap-1">
      {isOpen(file) && (
        <>
          {file.total === null ? (
            <div
              role="progressbar"
              aria-label={t('progressOf', { name: file.name })}
              aria-valuetext={text}
              className="relative h-1.5 overflow-hidden rounded-full bg-sunken"
            >
              {file.state === 'running' && <div className="progress-bar h-full!" />}
            </div>
          ) : (
            <ProgressBar
              label={t('progressOf', { name: file.name })}
              done={file.read}
              total={file.total}
              text={text}
            />
          )}
          <p className="text-quiet tabular-nums">{text}</p>
        </>
      )}
      {result && (
        <p
          role={file.state === 'ready' ? undefined : 'status'}
          className={file.state === 'failed' ? 'text-warning' : ''}
        >
          {result}
        </p>
      )}
      {file.state === 'ready' &&
        messages.notes(file).map((note) => (
          <Note key={note} tone="warning">
            {note}
          </Note>
        ))}
    </div>
  )
}

type ButtonsProps = {
  file: ExportedFile
  /** Called with the export that was begun in its place. */
  onRepeat?: (made: ExportedFile) => void
}

/** Downloading, ending, beginning again and erasing. */
export function ExportButtons({ file, onRepeat = () => {} }: ButtonsProps) {
  const { t } = useTranslation('exports')
  const messageFor = useProblemMessages()
  const { cancel, repeat, remove } = useExportActions(file.source)
  const [problem, setProblem] = useState<unknown>()
  const run = (act: () => Promise<unknown>) => () => {
    setProblem(undefined)
    act().catch(setProblem)
  }
  return (
    <>
      {problem !== undefined && <Note tone="warning">{messageFor(problem).text}</Note>}
      {isOpen(file) && <Button onClick={run(() => cancel(file.id))}>{t('stop')}</Button>}
      {file.state === 'ready' && (
        <a
          href={fileHref(file)}
          download={file.name}
          className="inline-flex min-h-control items-center rounded border border-line bg-surface px-3 font-medium hover:bg-sunken pointer-coarse:min-h-11"
        >
          {t('download')}
        </a>
      )}
      {(file.state === 'failed' || file.state === 'cancelled') && (
        <Button onClick={run(async () => onRepeat(await repeat(file.id)))}>{t('repeat')}</Button>
      )}
      {!isOpen(file) && (
        <Button look="quiet" onClick={run(() => remove(file.id))}>
          {t('remove')}
        </Button>
      )}
    </>
  )
}

/** Estimated from the pace since it is on screen. */
function useSecondsLeft({ read, total, state }: ExportedFile, now: number): number | undefined {
  const [samples, setSamples] = useState<Sample[]>([])
  if (samples.at(-1)?.done !== read) setSamples(withSample(samples, { at: now, done: read }))
  return state === 'running' && total !== null ? secondsLeft(samples, total) : undefined
}
