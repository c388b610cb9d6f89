import { useTranslation } from 'react-i18next'
import type { ExportedFile } from '#contract/api/exports.ts'
import { formatLeft } from '#dashboard/domain/job-pace.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { rowNames } from '#dashboard/domain/unreadable-rows.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { formatMoment } from '#dashboard/lib/format.ts'

/** What is said of an export. */
export function useExportMessages() {
  const { t, i18n } = useTranslation('exports')
  const { language } = i18n
  const messageFor = useProblemMessages()

  function failure({ failure: reason, problem, read }: ExportedFile): string {
    const why =
      reason === 'problem' || reason === null
        ? problem
          ? messageFor(new ApiError(problem)).text
          : t('failures.interrupted')
        : t(`failures.${reason}`)
    return `${why} ${t('nothingSaved', { count: read })}`
  }

  return {
    /** How far it is, of how many, and how long it may still take. */
    progress({ state, read, total }: ExportedFile, secondsLeft: number | undefined): string {
      if (state === 'waiting') return t('waiting')
      const done =
        total === null ? t('soFar', { count: read }) : t('progress', { count: read, total })
      if (secondsLeft === undefined || secondsLeft <= 0) return done
      return `${done} · ${t('left', { time: formatLeft(secondsLeft, language) })}`
    },
    /** What has come of it, in a line. */
    result(file: ExportedFile): string {
      switch (file.state) {
        case 'waiting':
        case 'running':
          return file.starts > 1 ? t('startedAgain') : ''
        case 'ready':
          return [t('rows', { count: file.rows }), sizeText(file.bytes, language)].join(' · ')
        case 'failed':
          return failure(file)
        case 'cancelled':
          return t('cancelled', { count: file.read })
      }
    },
    /** Until when the file is there. */
    expiry: ({ expiresAt }: ExportedFile): string =>
      expiresAt === null ? '' : t('expires', { time: formatMoment(expiresAt, language) }),
    /** Of when its contacts are, and by which clocks its times. */
    origin: ({ asOf, timeZone }: ExportedFile): string =>
      [
        asOf !== null && t('asOf', { time: formatMoment(asOf, language) }),
        timeZone !== null && t('timeZone', { zone: timeZone }),
      ]
        .filter(Boolean)
        .join(' '),
    /** What is not in the file as one might expect. */
    notes({ missing, unreadable, cut, selected }: ExportedFile): string[] {
      return [
        missing > 0 &&
          (selected === null
            ? t('missing', { count: missing })
            : t('missingOf', { count: missing, selected })),
        unreadable.count > 0 &&
          t('unreadable', { count: unreadable.count, rows: rowNames(unreadable.rows) }),
        cut > 0 && t('cut', { count: cut }),
      ].filter((text) => text !== false)
    },
  }
}

const kilobyte = 1024

function sizeText(bytes: number, language: string): string {
  const isSmall = bytes < kilobyte * kilobyte
  const value = bytes / (isSmall ? kilobyte : kilobyte * kilobyte)
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(Math.max(0.1, value))
}
