import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import {
  registeredUser,
  registeredUserList,
  roleSettingsList,
  userWithLink,
  type Invitation,
  type UserChange,
} from '#contract/api/registered-users.ts'
import type { Role, RoleSettings } from '#contract/api/roles.ts'
import { request, send, sendWithoutAnswer } from '#dashboard/lib/api-client.ts'

export const registeredUserQueries = {
  list: () =>
    queryOptions({
      queryKey: ['registered-users'],
      queryFn: ({ signal }) => request(registeredUserList, '/api/users', { signal }),
    }),
  settings: () =>
    queryOptions({
      queryKey: ['role-settings'],
      queryFn: ({ signal }) => request(roleSettingsList, '/api/roles', { signal }),
    }),
}

const at = (user: string, rest = '') => `/api/users/${user}${rest}`
const nothing = z.unknown()

export const userWrites = {
  invite: (body: Invitation) => send(userWithLink, 'POST', '/api/users', body),
  newLink: (user: string) => send(userWithLink, 'POST', at(user, '/link')),
  change: (user: string, body: UserChange) => send(registeredUser, 'PATCH', at(user), body),
  setRole: (user: string, scope: string, role: Role) =>
    send(registeredUser, 'PUT', at(user, `/roles/${encodeURIComponent(scope)}`), { role }),
  removeRole: (user: string, scope: string) =>
    send(registeredUser, 'DELETE', at(user, `/roles/${encodeURIComponent(scope)}`)),
  setSourceUser: (user: string, source: string, sourceUser: number | null) =>
    sourceUser === null
      ? send(registeredUser, 'DELETE', at(user, `/source-users/${source}`))
      : send(registeredUser, 'PUT', at(user, `/source-users/${source}`), { user: sourceUser }),
  disable: (user: string) => send(registeredUser, 'POST', at(user, '/disable')),
  enable: (user: string) => send(registeredUser, 'POST', at(user, '/enable')),
  endSessions: (user: string) => send(registeredUser, 'DELETE', at(user, '/sessions')),
  unlink: (user: string) => sendWithoutAnswer('DELETE', at(user, '/identities')),
  remove: (user: string) => sendWithoutAnswer('DELETE', at(user)),
  setSettings: (scope: string, role: Role, body: RoleSettings) =>
    send(nothing, 'PUT', `/api/roles/${encodeURIComponent(scope)}/${role}`, body),
  resetSettings: (scope: string, role: Role) =>
    send(nothing, 'DELETE', `/api/roles/${encodeURIComponent(scope)}/${role}`),
}

/** A change of people; lists are read again, also after a failure, which may have come after it. */
export function useUserChange<Input, Result>(
  change: (input: Input) => Promise<Result>,
  onSuccess: (result: Result) => void = () => {},
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess,
    onSettled: () =>
      Promise.all(
        ['registered-users', 'role-settings', 'session'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  })
}
