import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import { everySource } from '#contract/api/roles.ts'
import { formatAge } from '#dashboard/domain/mirror-progress.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { Avatar } from '#dashboard/ui/avatar.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { PhoneLabel, TableBox } from '#dashboard/ui/table-box.tsx'
import { shownName, stateOf, type UserState } from './found-users.ts'

type Props = {
  users: readonly RegisteredUser[]
  /** The ID of whoever looks at them. */
  own: string | undefined
  onOpen: (id: string) => void
}

/** On phones below the name, not below the picture. */
const cell = 'px-3 py-2 max-sm:pl-11.5'

/** People in the order given; a name opens what can be changed. */
export function UsersTable({ users, own, onOpen }: Props) {
  const { t, i18n } = useTranslation('people')
  // As of when they are shown first: ages do not run while one looks.
  const [now] = useState(() => toServerTime(Date.now()))
  return (
    <TableBox
      label={t('users.title')}
      isWhole
      columns={[
        { name: t('users.columns.person') },
        { name: t('users.columns.role'), width: '32%' },
        { name: t('users.columns.seen'), width: '9.5rem' },
        { name: t('users.columns.state'), width: '9.5rem' },
      ]}
    >
      {users.map((user) => (
        <tr key={user.id} className={user.isDisabled ? 'text-quiet' : undefined}>
          <td className="px-3 py-2">
            <span className="flex items-center gap-2.5">
              <Avatar name={shownName(user)} />
              <span className="min-w-0">
                <button
                  type="button"
                  onClick={() => onOpen(user.id)}
                  className="link text-start font-medium wrap-anywhere"
                >
                  {shownName(user)}
                </button>
                {user.id === own && <span className="text-quiet"> · {t('users.you')}</span>}
                {user.name !== '' && (
                  <span className="block text-meta text-quiet wrap-anywhere">{user.email}</span>
                )}
              </span>
            </span>
          </td>
          <td className={cell}>
            <PhoneLabel>{`${t('users.columns.role')}:`}</PhoneLabel>
            <RolesText user={user} />
          </td>
          <td className={cell}>
            <PhoneLabel>{`${t('users.columns.seen')}:`}</PhoneLabel>
            {user.lastSeenAt === null ? (
              <span className="text-quiet">{t('users.never')}</span>
            ) : (
              <Moment
                iso={user.lastSeenAt}
                text={formatAge(user.lastSeenAt, now, i18n.language)}
                exact={formatMoment(user.lastSeenAt, i18n.language)}
              />
            )}
          </td>
          <td className={cell}>
            <PhoneLabel>{`${t('users.columns.state')}:`}</PhoneLabel>
            <StateText state={stateOf(user)} />
          </td>
        </tr>
      ))}
    </TableBox>
  )
}

/** Whoever does not get in stands out from those who do. */
function StateText({ state }: { state: UserState }) {
  const { t } = useTranslation('people')
  const look = { active: 'text-quiet', invited: '', never: '', disabled: 'text-quiet' }[state]
  return <span className={look}>{t(`users.states.${state}`)}</span>
}

/** "Editor · Bots: Viewer" */
function RolesText({ user: { roles } }: { user: RegisteredUser }) {
  const { t } = useTranslation('people')
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const general = roles.find(({ source }) => source === everySource)
  const others = roles.filter(({ source }) => source !== everySource)
  const titleOf = (id: string) => sources.find((source) => source.id === id)?.title ?? id
  return (
    <>
      {general ? t(`roles.${general.role}`) : others.length === 0 && t('users.noRole')}
      {others.map(({ source, role }, index) => (
        <span key={source} className="text-quiet">
          {(general || index > 0) && ' · '}
          <span className="sm:whitespace-nowrap">
            {titleOf(source)}: {t(`roles.${role}`)}
          </span>
        </span>
      ))}
    </>
  )
}
