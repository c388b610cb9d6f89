import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { LinkDialog, type ShownLink } from './link-dialog.tsx'
import { RoleSettingsCard } from './role-settings-card.tsx'
import { UserDialog } from './user-dialog.tsx'
import { registeredUserQueries } from './user-queries.ts'
import { shownName } from './found-users.ts'
import { UsersList } from './users-list.tsx'

/** Who may use this installation and what each role may do, for admins. */
export function UsersPage() {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const users = useQuery(registeredUserQueries.list())
  const session = useQuery(sessionQueries.current()).data
  const [isInviting, setIsInviting] = useState(false)
  const [openId, setOpenId] = useState<string>()
  const roles = useRef<HTMLDivElement>(null)
  const [link, setLink] = useState<ShownLink>()
  const items = users.data?.items
  const open = items?.find(({ id }) => id === openId)
  const showLink = (user: RegisteredUser, { url, expiresAt }: Omit<ShownLink, 'name'>) => {
    setIsInviting(false)
    setOpenId(undefined)
    setLink({ url, expiresAt, name: shownName(user) })
  }
  const invite = (
    <Button look="primary" onClick={() => setIsInviting(true)}>
      <UserPlus aria-hidden className="size-4" />
      {t('users.invite')}
    </Button>
  )
  return (
    <section className="grid w-full max-w-240 grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-4 pb-12">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-title font-strong">{t('users.title')}</h1>
          <p className="mt-1 text-quiet">{t('users.intro')}</p>
        </div>
        {items && items.length > 0 && (
          <div className="flex flex-wrap gap-2">
            <Button
              look="quiet"
              onClick={() => {
                roles.current?.scrollIntoView()
                roles.current?.focus({ preventScroll: true })
              }}
            >
              {t('settings.title')}
            </Button>
            {invite}
          </div>
        )}
      </div>
      {users.isError && !items ? (
        <FailurePanel
          {...messageFor(users.error)}
          retryLabel={common.t('problem.tryAgain')}
          onRetry={() => void users.refetch()}
        />
      ) : !items ? (
        <Skeleton label={t('users.loading')}>
          <div className="shimmer h-40 rounded" />
        </Skeleton>
      ) : items.length === 0 ? (
        <StatePanel
          tone="calm"
          icon={<Users className="size-6" />}
          title={t('users.nobody')}
          text={session?.mode === 'shared' ? t('users.nobodyShared') : t('users.nobodyText')}
          action={session?.mode === 'shared' ? undefined : invite}
        />
      ) : (
        <UsersList users={items} own={session?.user?.id} onOpen={setOpenId} />
      )}
      <div ref={roles} tabIndex={-1} className="scroll-mt-16 rounded">
        <RoleSettingsCard />
      </div>
      {isInviting && (
        <InviteDialog
          isFirst={items?.length === 0}
          onClose={() => setIsInviting(false)}
          onInvited={({ user, link: made }) => showLink(user, made)}
        />
      )}
      {open && (
        <UserDialog
          user={open}
          isOwn={open.id === session?.user?.id}
          onClose={() => setOpenId(undefined)}
          onLink={({ user, link: made }) => showLink(user, made)}
        />
      )}
      {link && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </section>
  )
}
