import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session, SourceAccess } from '#contract/api/session.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { OwnKeys } from './own-keys.tsx'
import { OwnSessions, type OwnSessionsProps } from './own-sessions.tsx'
import { PasswordChange } from './password-change.tsx'
import { SignOut, type SignOutProps } from './sign-out.tsx'

/** One's own account: who one is, what one may do, and the ways in. */
export function AccountPage({
  SignInAgain,
  ...signOut
}: Omit<SignOutProps, 'hasProvider'> & OwnSessionsProps) {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const session = useQuery(sessionQueries.current())
  return (
    <section className="grid w-full max-w-180 grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-4 pb-12">
      <h1 className="text-title font-strong">{t('account.title')}</h1>
      {session.data ? (
        <>
          <Profile
            session={session.data}
            signOut={
              session.data.via === 'session' && (
                <SignOut {...signOut} hasProvider={session.data.signIn.openId !== null} />
              )
            }
          />
          {session.data.via === 'session' && (
            <>
              <PasswordChange
                email={session.data.user?.email ?? ''}
                hasPassword={session.data.user?.hasPassword ?? false}
                SignInAgain={SignInAgain}
              />
              <OwnSessions SignInAgain={SignInAgain} />
            </>
          )}
          {session.data.mode === 'registered' && <OwnKeys session={session.data} />}
        </>
      ) : (
        session.isError && (
          <FailurePanel
            {...messageFor(session.error)}
            retryLabel={common.t('problem.tryAgain')}
            onRetry={() => void session.refetch()}
          />
        )
      )}
    </section>
  )
}

function Profile({ session, signOut }: { session: Session; signOut: ReactNode }) {
  const { t } = useTranslation('people')
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const { mode, user } = session
  return (
    <Card title={t('account.profile')}>
      <div className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium wrap-anywhere">
            {mode === 'single' ? t('account.single') : user?.name}
          </p>
          {user?.email && user.email !== user.name && (
            <p className="text-quiet wrap-anywhere">{user.email}</p>
          )}
          {mode === 'single' && <p className="mt-1 text-quiet">{t('account.singleText')}</p>}
          {mode === 'shared' && (
            <div className="mt-1">
              <Note tone="warning">{t('account.sharedText')}</Note>
            </div>
          )}
        </div>
        {signOut}
      </div>
      <dl
        aria-label={t('account.rolesTitle')}
        className="grid gap-2 border-t border-line px-4 py-3 sm:grid-cols-[12rem_minmax(0,1fr)]"
      >
        {session.sources.map((access) => (
          <div key={access.source} className="contents">
            <dt className="text-quiet wrap-anywhere">
              {sources.find(({ id }) => id === access.source)?.title ?? access.source}
            </dt>
            <dd className="max-sm:mb-1">
              <RoleText access={access} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** The role with what limits it: "Support, at most 250 rows at once, no export". */
function RoleText({ access }: { access: SourceAccess }) {
  const { t } = useTranslation('people')
  const { role, rights, maxRows, visibility } = access
  const limits = [
    visibility !== 'all' && t(`account.${visibility}`),
    maxRows !== null && rights.includes('edit') && t('account.maxRows', { count: maxRows }),
    !rights.includes('export') && t('account.noExport'),
  ].filter((text) => text !== false)
  return (
    <>
      {t(`roles.${role}`)}
      {limits.length > 0 && <span className="text-quiet"> · {limits.join(' · ')}</span>}
    </>
  )
}
