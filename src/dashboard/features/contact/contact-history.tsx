import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactChange } from '#contract/api/audit.ts'
import type { Source } from '#contract/api/sources.ts'
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

type Props = { source: Source; contactId: number }

/** Who changed what of the contact through Kartoteka; nothing where nobody has. */
export function ContactHistory({ source, contactId }: Props) {
  const { t } = useTranslation('audit')
  const common = useTranslation()
  const history = useQuery(contactQueries.history(source.id, contactId))
  const rows = useSlidingRows()
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
      <ul ref={rows} className="divide-y divide-line">
        {items.map((change) => (
          <Change key={change.id} change={change} source={source} readAt={history.dataUpdatedAt} />
        ))}
      </ul>
    </Card>
  )
}

const slideMs = 150

/**
 * Rows that move because another one came above them slide to their new places, so that nothing jumps
 * under the eyes of somebody who is still editing.
 */
function useSlidingRows() {
  const list = useRef<HTMLUListElement>(null)
  const places = useRef(new Map<Element, number>())
  useLayoutEffect(() => {
    const former = places.current
    const rows = [...(list.current?.children ?? [])].filter((row) => row instanceof HTMLElement)
    places.current = new Map(rows.map((row) => [row, row.offsetTop - (rows[0]?.offsetTop ?? 0)]))
    // Less motion is a step, not a jump: the layout has moved, and the row follows in the next frame.
    const isCalm = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false
    const timing = { duration: isCalm ? 1 : slideMs, easing: 'ease-out' }
    for (const [row, top] of places.current) {
      const moved = (former.get(row) ?? top) - top
      if (moved !== 0)
        row.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], timing)
    }
  })
  return list
}

type ChangeProps = { change: ContactChange; source: Source; readAt: number }

function Change({ change, source, readAt }: ChangeProps) {
  const { t, i18n } = useTranslation(['audit'])
  const changes = useAuditChanges(change)
  const { actor, at, action, outcome, undoOf, resolution, job } = change
  // Whoever may not edit may not undo.
  const canUndo = change.canUndo && source.capabilities.writes?.edit === true
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
            <TextLink {...jobLink(source.id, job.id, { panel: 'undo' })}>
              {t('history.undo')}
            </TextLink>
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
