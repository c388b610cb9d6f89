import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ContactChange } from '#contract/api/audit.ts'
import { personName, useAuditChanges } from '#dashboard/domain/audit-changes.ts'
import { jobLink } from '#dashboard/domain/links.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { ChangeList } from '#dashboard/ui/change-list.tsx'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { contactQueries } from './contact-queries.ts'

type Props = { source: string; contactId: number }

/** Who changed what of the contact through Kartoteka; nothing where nobody has. */
export function ContactHistory({ source, contactId }: Props) {
  const { t } = useTranslation('audit')
  const common = useTranslation()
  const history = useQuery(contactQueries.history(source, contactId))
  if (history.isError && !history.data)
    return (
      <Note
        tone="warning"
        action={common.t('problem.tryAgain')}
        onAction={() => void history.refetch()}
      >
        {t('history.failed')}
      </Note>
    )
  const items = history.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Card title={t('history.title')}>
      <ul className="divide-y divide-line">
        {items.map((change) => (
          <Change key={change.id} change={change} source={source} readAt={history.dataUpdatedAt} />
        ))}
      </ul>
    </Card>
  )
}

type ChangeProps = { change: ContactChange; source: string; readAt: number }

function Change({ change, source, readAt }: ChangeProps) {
  const { t, i18n } = useTranslation(['audit'])
  const changes = useAuditChanges(change)
  const { actor, at, action, outcome, undoOf, resolution, job, canUndo } = change
  const name = (of: string) => personName(of, t)
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <p className="flex flex-wrap gap-x-2 text-meta text-quiet">
        <span translate="no" className="font-medium text-ink">
          {name(actor.name)}
        </span>
        <Moment
          iso={at}
          text={formatRelative(at, i18n.language, readAt)}
          exact={formatMoment(at, i18n.language)}
        />
        {job && canUndo && (
          <span className="ms-auto">
            <TextLink {...jobLink(source, job.id, { panel: 'undo' })}>{t('history.undo')}</TextLink>
          </span>
        )}
      </p>
      <p className="flex flex-wrap gap-x-2">
        <span>{t(`actions.${action}`)}</span>
        {outcome !== 'done' && (
          <span className={outcome === 'unknown' && !resolution ? 'text-warning' : 'text-quiet'}>
            {outcome === 'unknown' && resolution ? t('resolvedMark') : t(`outcomes.${outcome}`)}
          </span>
        )}
      </p>
      {undoOf && (
        <p className="text-quiet">
          {undoOf.actor === null ? t('undoOfNobody') : t('undoOf', { name: name(undoOf.actor) })}
        </p>
      )}
      <ChangeList changes={changes} labels={{ before: t('before'), after: t('after') }} />
    </li>
  )
}
