import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict, JobRow, Reason } from '#contract/api/job-rows.ts'
import { contactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import type { useValueLabels } from './job-values.ts'

type ValueLabels = ReturnType<typeof useValueLabels>
type Props = { source: string; row: JobRow; labels: ValueLabels }

/** The details of a row's outcome. */
export function JobRowDetails({ source, row: { result }, labels }: Props): ReactNode {
  const { t } = useTranslation('jobs')
  switch (result.outcome) {
    case 'pending':
    case 'sending':
    case 'created':
      return null
    case 'changed':
      return t('written', { fields: [...new Set(result.fields.map(labels.field))].join(', ') })
    case 'unchanged':
      return t('unchangedText')
    case 'cancelled':
      return t('cancelledText')
    case 'rejected':
      return (
        <ul className="grid gap-1">
          {result.reasons.map((reason, index) => (
            <li key={index}>
              <RejectionReason reason={reason} labels={labels} />
            </li>
          ))}
        </ul>
      )
    case 'conflict':
      return (
        <div className="grid gap-2">
          {result.conflicts.map((conflict) => (
            <ConflictValues key={conflict.field} conflict={conflict} labels={labels} />
          ))}
        </div>
      )
    case 'unknown':
      return (
        <>
          {t('unknownText')}
          {result.resembles !== null && (
            <span className="block">
              {t('resembles')}{' '}
              <TextLink {...contactLink(source, result.resembles)}>
                {t('contactId', { id: result.resembles })}
              </TextLink>
            </span>
          )}
        </>
      )
  }
}

const codes = [
  'not_found',
  'unsupported',
  'no_field',
  'invalid_response',
  'forbidden',
  'failed',
  'stale',
  'required',
  'invalid',
] as const

function RejectionReason({ reason, labels }: { reason: Reason; labels: ValueLabels }) {
  const { t } = useTranslation('jobs')
  const known = codes.find((code) => code === reason.code)
  return (
    <>
      {reason.field !== null && <span className="font-strong">{labels.field(reason.field)}: </span>}
      {known
        ? t(`reasons.${known}`)
        : t('sourceMessage', { message: reason.message || reason.code })}
      {known && reason.message && (
        <span lang="en" className="block text-meta text-quiet">
          {reason.message}
        </span>
      )}
    </>
  )
}

function ConflictValues({ conflict, labels }: { conflict: Conflict; labels: ValueLabels }) {
  const { t } = useTranslation('jobs')
  const { field } = conflict
  const sides = [
    [t('was'), conflict.before],
    [t('mine'), conflict.mine],
    [t('theirs'), conflict.theirs],
  ] as const
  return (
    <div>
      <p className="font-strong">{labels.field(field)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        {sides.map(([side, value]) => (
          <div key={side} className="contents">
            <dt className="text-quiet">{side}</dt>
            <dd className="wrap-anywhere">{labels.value(field, value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
