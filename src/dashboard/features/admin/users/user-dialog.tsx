import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod/mini'
import type { RegisteredUser, userWithLink } from '#contract/api/registered-users.ts'
import { everySource, type Role } from '#contract/api/roles.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { formatAge } from '#dashboard/domain/mirror-progress.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { RoleSelect } from './role-select.tsx'
import { PhoneLabelled, SourceUserSelect } from './source-user-select.tsx'
import { shownName, stateOf } from './found-users.ts'
import { UserIdentity } from './user-identity.tsx'
import { userWrites, useUserChange } from './user-queries.ts'

type Props = {
  user: RegisteredUser
  /** Whether it is whoever looks. */
  isOwn: boolean
  onLink: (made: z.infer<typeof userWithLink>) => void
  onClose: () => void
}

/** What can be changed of a person; each change takes effect at once. */
export function UserDialog({ user, isOwn, onLink, onClose }: Props) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const change = useUserChange((work: () => Promise<unknown>) => work())
  const link = useUserChange(() => userWrites.newLink(user.id), onLink)
  const [asked, setAsked] = useState<'disable' | 'remove' | 'unlink'>()
  const run = (work: () => Promise<unknown>, then?: () => void) => {
    setAsked(undefined)
    if (!change.isPending) change.mutate(work, then && { onSuccess: then })
  }
  const name = shownName(user)
  // Without a provider nobody signs in there, and its routes do not exist.
  const hasProvider = useQuery(sessionQueries.current()).data?.signIn.openId != null
  const issuers = hasProvider ? user.issuers.map(hostOf).join(', ') : ''
  const isTaken =
    change.error instanceof ApiError &&
    change.error.fields?.some((field) => field.name === 'email') === true
  const failure = (isTaken ? undefined : change.error) ?? link.error
  const isNew = !user.hasPassword && user.issuers.length === 0
  return (
    <Modal title={name} closeLabel={t('users.close')} onClose={onClose}>
      <div className="grid gap-4">
        <Facts user={user} />
        <UserIdentity
          key={`${user.name} ${user.email}`}
          user={user}
          isTaken={isTaken}
          onSave={(next) => run(() => userWrites.change(user.id, next))}
        />
        <Roles user={user} onChange={run} />
        {issuers !== '' && (
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="min-w-0 wrap-anywhere">{t('users.provider', { name: issuers })}</p>
            <Button aria-disabled={change.isPending} onClick={() => setAsked('unlink')}>
              {t('users.unlink')}
            </Button>
          </div>
        )}
        {failure && <Note tone="warning">{messageFor(failure).text}</Note>}
        <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4 max-sm:grid">
          {!user.isDisabled && (
            <Button aria-disabled={link.isPending} onClick={() => link.mutate(undefined)}>
              {t(isNew ? 'users.newInvite' : 'users.newLink')}
            </Button>
          )}
          {user.sessions > 0 && !isOwn && (
            <Button
              aria-disabled={change.isPending}
              onClick={() => run(() => userWrites.endSessions(user.id))}
            >
              {t('users.endSessions')}
            </Button>
          )}
          {!isOwn &&
            (user.isDisabled ? (
              <Button
                aria-disabled={change.isPending}
                onClick={() => run(() => userWrites.enable(user.id))}
              >
                {t('users.enable')}
              </Button>
            ) : (
              <Button onClick={() => setAsked('disable')}>{t('users.disable')}</Button>
            ))}
          {!isOwn && (
            <Button className="text-danger sm:ms-auto" onClick={() => setAsked('remove')}>
              {t('users.remove')}
            </Button>
          )}
        </div>
      </div>
      {asked && (
        <Dialog
          title={t(`users.${asked}Title`, { name: asked === 'unlink' ? issuers : name })}
          text={t(`users.${asked}Text`)}
          onCancel={() => setAsked(undefined)}
        >
          <Button onClick={() => setAsked(undefined)}>{t('users.keep')}</Button>
          <Button
            look="primary"
            onClick={() => {
              switch (asked) {
                case 'disable':
                  return run(() => userWrites.disable(user.id))
                case 'unlink':
                  return run(() => userWrites.unlink(user.id))
                case 'remove':
                  return run(() => userWrites.remove(user.id), onClose)
              }
            }}
          >
            {t(`users.${asked}`)}
          </Button>
        </Dialog>
      )}
    </Modal>
  )
}

/** Whether they get in, when they were here, and in how many browsers they are signed in. */
function Facts({ user }: { user: RegisteredUser }) {
  const { t, i18n } = useTranslation('people')
  const [now] = useState(() => toServerTime(Date.now()))
  const { lastSeenAt, sessions } = user
  const state = stateOf(user)
  return (
    <p className="-mt-1 text-meta text-quiet">
      {state !== 'active' && `${t(`users.states.${state}`)} · `}
      {`${t('users.columns.seen')}: `}
      {lastSeenAt === null ? (
        t('users.never').toLocaleLowerCase(i18n.language)
      ) : (
        <Moment
          iso={lastSeenAt}
          text={formatAge(lastSeenAt, now, i18n.language)}
          exact={formatMoment(lastSeenAt, i18n.language)}
        />
      )}
      {sessions > 0 && ` · ${t('users.sessions', { count: sessions })}`}
    </p>
  )
}

/** The provider as people know it: by the name of its server. */
const hostOf = (issuer: string): string => URL.parse(issuer)?.host ?? issuer

const offered = ['viewer', 'support', 'editor'] as const

type RolesProps = { user: RegisteredUser; onChange: (work: () => Promise<unknown>) => void }

/** The role everywhere, and roles at single sources; an admin is one everywhere. */
function Roles({ user, onChange }: RolesProps) {
  const { t } = useTranslation('people')
  const id = useId()
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const roleAt = (scope: string) => user.roles.find(({ source }) => source === scope)?.role
  const general = roleAt(everySource)
  const set = (scope: string, role: Role | 'none') =>
    onChange(() =>
      role === 'none'
        ? userWrites.removeRole(user.id, scope)
        : userWrites.setRole(user.id, scope, role),
    )
  return (
    <>
      <RoleSelect<'none'>
        id={`${id}-all`}
        label={t('users.role')}
        value={general ?? 'none'}
        others={[{ value: 'none', text: t('users.noRole') }]}
        onChange={(role) => set(everySource, role)}
      />
      {general !== 'admin' && sources.length > 0 && (
        <section aria-labelledby={`${id}-sources`} className="grid gap-2 border-t border-line pt-4">
          <h3 id={`${id}-sources`} className="font-medium">
            {t('users.inSources')}
          </h3>
          <p className="text-meta text-quiet">{t('users.whoText')}</p>
          <div
            aria-hidden
            className="grid gap-x-3 text-meta font-medium text-quiet max-sm:hidden sm:grid-cols-[minmax(0,7rem)_minmax(0,1fr)_minmax(0,1fr)]"
          >
            <span />
            <span>{t('users.role')}</span>
            <span>{t('users.who')}</span>
          </div>
          {sources.map(({ id: source, title }) => (
            <div
              key={source}
              className="grid items-center gap-x-3 gap-y-1.5 max-sm:mb-3 sm:grid-cols-[minmax(0,7rem)_minmax(0,1fr)_minmax(0,1fr)]"
            >
              <span className="wrap-anywhere max-sm:font-medium">{title}</span>
              <PhoneLabelled label={t('users.role')}>
                <SelectBox<Role | 'none'>
                  label={t('users.roleIn', { source: title })}
                  value={roleAt(source) ?? 'none'}
                  options={[
                    {
                      value: 'none',
                      text: general ? t('users.asElsewhere') : t('users.noRole'),
                    },
                    ...offered.map((name) => ({ value: name, text: t(`roles.${name}`) })),
                  ]}
                  onChange={(role) => set(source, role)}
                />
              </PhoneLabelled>
              <SourceUserSelect
                source={source}
                label={t('users.whoIn', { source: title })}
                value={user.sourceUsers.find((known) => known.source === source)?.user}
                onChange={(next) => onChange(() => userWrites.setSourceUser(user.id, source, next))}
              />
            </div>
          ))}
        </section>
      )}
    </>
  )
}
