import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#contract/api/audit.ts'
import { personName, useAuditChanges } from '#dashboard/domain/audit-changes.ts'
import { contactLink, jobLink } from '#dashboard/domain/links.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { ChangeList } from '#dashboard/ui/change-list.tsx'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { auditQueries } from './audit-queries.ts'

type Props = { entry: AuditEntry; isJob: boolean; onJob: (job: string) => void }

/** What an entry says beyond its line: values before and after, whose job it undoes, from where. */
export function AuditDetails({ entry, isJob, onJob }: Props) {
  return (
    <div className="border-t border-line bg-sunken/40 px-4 py-3 sm:pl-25">
      <div className="grid max-w-220 gap-3">
        <UndoOf entry={entry} />
        {isJob ? (
          <RowsOfJob entry={entry} onJob={onJob} />
        ) : (
          <>
            <OutcomeText entry={entry} />
            <Changes entry={entry} />
          </>
        )}
        <EntryFacts entry={entry} isJob={isJob} />
      </div>
    </div>
  )
}

function Changes({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const changes = useAuditChanges(entry)
  if (changes.length === 0) return null
  return <ChangeList changes={changes} labels={{ before: t('before'), after: t('after') }} />
}

function OutcomeText({ entry: { outcome, resolution } }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation('audit')
  if (outcome === 'notWritten') return <p className="text-quiet">{t('notWrittenText')}</p>
  if (outcome !== 'unknown') return null
  return (
    <Note tone="warning">
      {t('unknownText')}{' '}
      {resolution &&
        t(`resolved.${resolution.outcome}`, {
          moment: formatMoment(resolution.at, i18n.language),
        })}
    </Note>
  )
}

function UndoOf({ entry: { undoOf, source } }: { entry: AuditEntry }) {
  const { t } = useTranslation(['audit'])
  if (undoOf === null) return null
  const text =
    undoOf.actor === null ? t('undoOfNobody') : t('undoOf', { name: personName(undoOf.actor, t) })
  return (
    <p>{source === null ? text : <TextLink {...jobLink(source, undoOf.job)}>{text}</TextLink>}</p>
  )
}

/** The first rows of a job, and the way to all of them. */
function RowsOfJob({ entry, onJob }: { entry: AuditEntry; onJob: (job: string) => void }) {
  const { t } = useTranslation('audit')
  const common = useTranslation()
  const id = entry.job?.id ?? ''
  const rows = useQuery(auditQueries.rowsOfJob(id))
  if (rows.isError)
    return (
      <Note
        tone="warning"
        action={common.t('problem.tryAgain')}
        onAction={() => void rows.refetch()}
      >
        {t('rowsFailed')}
      </Note>
    )
  return (
    <>
      {(entry.entries?.unknown ?? 0) > 0 && (
        <Note tone="warning">{t('unknownRows', { count: entry.entries?.unknown ?? 0 })}</Note>
      )}
      {rows.data ? (
        <ul className="grid gap-3">
          {rows.data.items.map((row) => (
            <li key={row.id} className="grid gap-1">
              <RowName entry={row} />
              <Changes entry={row} />
            </li>
          ))}
        </ul>
      ) : (
        <div aria-hidden className="after-a-moment shimmer h-24 rounded" />
      )}
      <div>
        <Button onClick={() => onJob(id)}>{t('showRows')}</Button>
      </div>
    </>
  )
}

function RowName({ entry: { contact, source } }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  if (contact === null) return null
  const { id, name } = contact
  const text = name || (id === null ? t('newContact') : t('contactId', { id }))
  return (
    <p translate="no" className="font-medium">
      {id === null || source === null ? (
        text
      ) : (
        <TextLink {...contactLink(source, id)}>{text}</TextLink>
      )}
    </p>
  )
}

function EntryFacts({ entry, isJob }: { entry: AuditEntry; isJob: boolean }) {
  const { t, i18n } = useTranslation('audit')
  const { at, address, job, source, id, entries } = entry
  const facts = [
    formatMoment(at, i18n.language),
    isJob && entries && t('until', { time: formatMoment(entries.lastAt, i18n.language) }),
    address !== null && `${t('details.address')}\u00A0${address}`,
    !isJob && job && !job.isInline && job.line !== null && t('details.line', { line: job.line }),
    `${t('details.entry')}\u00A0${id}`,
  ].filter(Boolean)
  return (
    <p className="flex flex-wrap gap-x-3 text-meta text-quiet tabular-nums">
      <span>{facts.join(' · ')}</span>
      {job && source !== null && (
        <TextLink {...jobLink(source, job.id)}>{t('details.openJob')}</TextLink>
      )}
    </p>
  )
}
