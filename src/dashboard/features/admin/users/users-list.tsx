import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import { role as roles, type Role } from '#contract/api/roles.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { SearchBox } from '#dashboard/ui/search-box.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import {
  everybody,
  foundUsers,
  userStates,
  type UserFilter,
  type UserState,
} from './found-users.ts'
import { UsersTable } from './users-table.tsx'

type Props = {
  users: readonly RegisteredUser[]
  own: string | undefined
  onOpen: (id: string) => void
}

/** So many are seen at once. */
const maxUnfiltered = 7

/** People by name, found by what is typed, by role and by whether they get in. */
export function UsersList({ users, own, onOpen }: Props) {
  const { t, i18n } = useTranslation('people')
  const [filter, setFilter] = useState<UserFilter>(everybody)
  const found = foundUsers(users, filter, i18n.language)
  const set = (part: Partial<UserFilter>) => setFilter({ ...filter, ...part })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {users.length > maxUnfiltered && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="flex max-sm:basis-full sm:contents">
            <SearchBox
              label={t('users.search')}
              placeholder={t('users.search')}
              clearLabel={t('users.clearSearch')}
              value={filter.text}
              maxLength={200}
              onSearch={(text) => set({ text })}
            />
          </div>
          <Select<Role | ''>
            label={t('users.role')}
            isLabelShown="always"
            value={filter.role}
            options={[
              { value: '', text: t('users.anyRole') },
              ...roles.options.map((value) => ({ value, text: t(`roles.${value}`) })),
            ]}
            onChange={(role) => set({ role })}
          />
          <Select<UserState | ''>
            label={t('users.columns.state')}
            isLabelShown="always"
            value={filter.state}
            options={[
              { value: '', text: t('users.anyState') },
              ...userStates.map((value) => ({ value, text: t(`users.states.${value}`) })),
            ]}
            onChange={(state) => set({ state })}
          />
          <p role="status" className="text-quiet tabular-nums sm:ms-auto">
            {found.length === users.length
              ? t('users.count', { count: users.length })
              : t('users.countOf', { count: users.length, found: found.length })}
          </p>
        </div>
      )}
      {found.length > 0 ? (
        <UsersTable users={found} own={own} onOpen={onOpen} />
      ) : (
        <div className="flex flex-wrap items-center gap-3 rounded border border-line bg-surface px-4 py-6">
          <p className="text-quiet">{t('users.notFound')}</p>
          <Button onClick={() => setFilter(everybody)}>{t('users.showAll')}</Button>
        </div>
      )}
    </div>
  )
}
