import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isReasonOfSource, useIssueMessages } from '#dashboard/fields/issue-messages.ts'
import type { JobRow, RowChange } from '#contract/api/job-rows.ts'
import type { Conflict } from '#contract/api/row-results.ts'
import type { Issue } from '#contract/model/issue.ts'
import { contactLink, contactsLink } from '#dashboard/domain/links.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import type { useValueLabels } from '#dashboard/domain/job-values.ts'

type ValueLabels = ReturnType<typeof useValueLabels>
type Props = { source: string; row: JobRow; labels: ValueLabels }

/** The details of a row's outcome. */
export function JobRowDetails({ source, row, labels }: Props): ReactNode {
  const { result } = row
  const { t } = useTranslation('jobs')
  switch (result.outcome) {
    case 'pending':
    case 'sending':
      return null
    case 'created':
      return <NotSaved issues={result.notSaved} labels={labels} />
    case 'changed':
      return <Changed result={result} changes={row.changes} labels={labels} />
    case 'unchanged':
      return t('unchangedText')
    case 'cancelled':
      return t('cancelledText')
    case 'skipped':
      return t('skippedText')
    case 'invalid':
    case 'rejected':
      return (
        <ul className="grid gap-1">
          {result.issues.map((issue, index) => (
            <li key={index}>
              <IssueLine issue={issue} labels={labels} isOfSource={result.outcome === 'rejected'} />
            </li>
          ))}
        </ul>
      )
    case 'conflict':
      return (
        <div className="grid gap-2">
          {result.conflicts.map((conflict) => (
            <ConflictValues key={conflict.attribute} conflict={conflict} labels={labels} />
          ))}
        </div>
      )
    case 'unknown':
      return (
        <>
          {t('unknownText')}
          {result.resembles === null && row.contactId === null && row.name && (
            <FindByName source={source} name={row.name} />
          )}
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

/** A search for a contact that may have been created. */
function FindByName({ source, name }: { source: string; name: string }) {
  const { t } = useTranslation('jobs')
  const sources = useQuery(sourceQueries.list()).data?.items
  if (!sources?.find(({ id }) => id === source)?.capabilities.search) return null
  return (
    <span className="block">
      <TextLink {...contactsLink(source, { search: name })}>{t('findByName', { name })}</TextLink>
    </span>
  )
}

type Changed = Extract<JobRow['result'], { outcome: 'changed' }>

type ChangedProps = { result: Changed; changes: RowChange[]; labels: ValueLabels }

/** What was written: the values, or only their names where the journal is no longer kept. */
function Changed({ result, changes, labels }: ChangedProps) {
  const { t } = useTranslation('jobs')
  const names = (keys: string[]) => [...new Set(keys.map(labels.attribute))].join(', ')
  const others = result.attributes.filter(
    (key) => !changes.some(({ attribute }) => attribute === key),
  )
  return (
    <>
      {changes.map(({ attribute, before, after }) => (
        <p key={attribute}>
          <span className="text-quiet">{labels.attribute(attribute)}: </span>
          {before !== undefined && (
            <span className="text-quiet">
              <span translate="no">{labels.value(before)}</span>
              {' → '}
            </span>
          )}
          <span translate="no">{labels.value(after)}</span>
        </p>
      ))}
      {others.length > 0 && t('written', { fields: names(others) })}
      {result.merged.length > 0 && (
        <span className="block text-quiet">{t('merged', { fields: names(result.merged) })}</span>
      )}
      <NotSaved issues={result.notSaved} labels={labels} />
    </>
  )
}

/** What was requested in the same row and was not saved. */
const NotSaved = ({ issues, labels }: { issues: Issue[]; labels: ValueLabels }) =>
  issues.map((issue, index) => (
    <span key={index} className="block text-danger">
      <IssueLine issue={issue} labels={labels} isOfSource />
    </span>
  ))

type IssueLineProps = { issue: Issue; labels: ValueLabels; isOfSource: boolean }

/** The issue in the user's language, with the source's own message for support requests. */
function IssueLine({ issue, labels, isOfSource }: IssueLineProps) {
  const messageFor = useIssueMessages()
  const { attribute, code, message } = issue
  return (
    <>
      {attribute !== null && <span className="font-medium">{labels.attribute(attribute)}: </span>}
      {messageFor(issue).text}
      {isOfSource && isReasonOfSource(code) && message && (
        <span lang="en" className="block text-meta text-quiet">
          {message}
        </span>
      )}
    </>
  )
}

function ConflictValues({ conflict, labels }: { conflict: Conflict; labels: ValueLabels }) {
  const { t } = useTranslation('jobs')
  const sides = [
    [t('was'), conflict.before],
    [t('mine'), conflict.mine],
    [t('theirs'), conflict.theirs],
  ] as const
  return (
    <div>
      <p className="font-medium">{labels.attribute(conflict.attribute)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        {sides.map(([side, value]) => (
          <div key={side} className="contents">
            <dt className="text-quiet">{side}</dt>
            <dd className="wrap-anywhere">{labels.value(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
