import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnSession } from '#contract/api/session.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { accountQueries, accountWrites } from './account-queries.ts'
import { browserName } from './browser-name.ts'

export type OwnSessionsProps = {
  /** The ways in, for somebody who has signed in some time ago. */
  SignInAgain: ComponentType<{ onSignedIn: () => void }>
}

/** The browsers that are signed in, each of which can be signed out. */
export function OwnSessions({ SignInAgain }: OwnSessionsProps) {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const sessions = useQuery(accountQueries.sessions())
  const end = useMutation({
    /** `null`: all but this one. */
    mutationFn: (id: string | null) =>
      id === null ? accountWrites.endOthers() : accountWrites.endSession(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['session'] }),
  })
  const items = sessions.data?.items ?? []
  const isAsking = end.error instanceof ApiError && end.error.code === 'unauthenticated'
  return (
    <Card title={t('sessions.title')}>
      <div className="grid gap-3 px-4 py-3">
        {sessions.isError && (
          <Note
            tone="warning"
            action={common.t('problem.tryAgain')}
            onAction={() => void sessions.refetch()}
          >
            {messageFor(sessions.error).text}
          </Note>
        )}
        <ul className="grid divide-y divide-line">
          {items.map((item) => (
            <SessionLine
              key={item.id}
              session={item}
              readAt={toServerTime(sessions.dataUpdatedAt)}
              isBusy={end.isPending}
              onEnd={() => end.mutate(item.id)}
            />
          ))}
        </ul>
        {isAsking && (
          <Modal
            title={t('sessions.confirm')}
            closeLabel={t('users.close')}
            onClose={() => end.reset()}
          >
            <div className="grid gap-4">
              <p className="text-quiet">{t('sessions.confirmText')}</p>
              <SignInAgain onSignedIn={() => end.mutate(end.variables ?? null)} />
            </div>
          </Modal>
        )}
        {end.error && !isAsking && <Note tone="warning">{messageFor(end.error).text}</Note>}
        {items.length > 1 ? (
          <div>
            <Button aria-disabled={end.isPending} onClick={() => end.mutate(null)}>
              {t('sessions.endOthers')}
            </Button>
          </div>
        ) : (
          sessions.data && <p className="text-quiet">{t('sessions.onlyThis')}</p>
        )}
      </div>
    </Card>
  )
}

/** `readAt`: milliseconds. */
type LineProps = { session: OwnSession; readAt: number; isBusy: boolean; onEnd: () => void }

function SessionLine({ session, readAt, isBusy, onEnd }: LineProps) {
  const { t, i18n } = useTranslation('people')
  const { browser, system } = browserName(session.agent)
  const name =
    browser && system
      ? t('sessions.on', { browser, system })
      : (browser ?? system ?? t('sessions.unknownBrowser'))
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 first:pt-0">
      <div className="min-w-0">
        <p className="font-medium">
          {name}
          {session.isCurrent && (
            <span className="font-normal text-quiet"> · {t('sessions.current')}</span>
          )}
        </p>
        <p className="text-meta text-quiet wrap-anywhere">
          {session.isCurrent ? (
            t('sessions.now')
          ) : (
            <Moment
              iso={session.lastSeenAt}
              text={formatRelative(session.lastSeenAt, i18n.language, readAt)}
              exact={formatMoment(session.lastSeenAt, i18n.language)}
            />
          )}
          {session.address !== null && ` · ${session.address}`}
        </p>
      </div>
      {!session.isCurrent && (
        <Button
          look="quiet"
          aria-label={`${t('sessions.end')}: ${name}`}
          aria-disabled={isBusy}
          onClick={onEnd}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  )
}
